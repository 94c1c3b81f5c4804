convstat plan --baseline 3.2% --difference 0.5pp --traffic 4000 --whole-weeks no --traffic-share 50% --ascii

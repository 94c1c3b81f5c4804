convstat plan --baseline 3% --traffic 400 --profit --prior-lift 8% --prior-lift-sd 1% --horizon 180d

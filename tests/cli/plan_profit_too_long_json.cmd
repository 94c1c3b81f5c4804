convstat plan --baseline 3.2% --lift 2% --traffic 4000 --profit --prior-lift-sd 3% --horizon 90d -f json

convstat plan --baseline 3.2% --lift 5% --traffic 4000 --profit --prior-lift 8% --prior-lift-sd 1% --horizon 90d --value-per-conversion 40

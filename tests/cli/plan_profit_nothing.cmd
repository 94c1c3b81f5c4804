convstat plan --baseline 3% --lift 5% --traffic 100 --profit --prior-lift-sd 0.1% --horizon 7d

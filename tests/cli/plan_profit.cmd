convstat plan --baseline 68% --lift 2% --traffic 1000 --profit --prior-lift-sd 6.24% --horizon 100d

convstat plan --baseline 3.2% --traffic 4000 --profit --prior-lift-sd 5% --horizon 26w --value-per-conversion 40

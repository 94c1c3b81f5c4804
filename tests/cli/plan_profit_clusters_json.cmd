convstat plan --baseline 3.2% --lift 5% --icc 0.02 --cluster-size 20 --allocation 80,20 --traffic 4000 --traffic-share 50% --profit --prior-lift-sd 5% --horizon 365d -f json

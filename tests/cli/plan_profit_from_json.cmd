convstat plan --from ../../datasets/daily.csv --control control --lift 5% --profit --prior-lift-sd 4% --horizon 180d -f json

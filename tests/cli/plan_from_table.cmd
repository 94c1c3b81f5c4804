convstat plan --table --from ../../datasets/daily.csv --control demo-first --lift 5%,10% --arms 3

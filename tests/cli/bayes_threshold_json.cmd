convstat bayes -f json --loss-threshold 0.05pp ../../datasets/landing_inconclusive.csv

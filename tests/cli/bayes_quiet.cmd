convstat bayes -q ../../datasets/landing_inconclusive.csv

convstat bayes --prior from:../../datasets/landing_inconclusive.csv a=1/10 b=2/10

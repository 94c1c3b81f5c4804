convstat bayes --prior-lift-sd 5% --prior 3,97 ../../datasets/five_arms.csv

convstat bayes -f json ../../datasets/five_arms.csv

convstat bayes ../../datasets/five_arms.csv

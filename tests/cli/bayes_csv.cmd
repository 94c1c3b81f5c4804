convstat bayes -f csv --rope -1%,1% ../../datasets/five_arms.csv

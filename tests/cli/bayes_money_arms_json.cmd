convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 26w -f json ../../datasets/five_arms.csv

convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 60d ../../datasets/broken_split.csv

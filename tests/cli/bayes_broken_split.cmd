convstat bayes ../../datasets/broken_split.csv

convstat bayes -f json ../../datasets/broken_split.csv

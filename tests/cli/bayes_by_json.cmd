convstat bayes -f json --by device ../../datasets/segments.csv

convstat bayes --by device ../../datasets/segments.csv

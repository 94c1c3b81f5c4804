convstat count ../../datasets/daily.csv

convstat bayes -f json ../../datasets/daily.csv

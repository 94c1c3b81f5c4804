convstat monitor --max-sample-size 20k ../../datasets/daily.csv

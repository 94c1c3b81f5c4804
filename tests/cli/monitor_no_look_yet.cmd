convstat monitor --looks 2 --max-sample-size 400k ../../datasets/daily.csv

convstat monitor --looks 4 --max-sample-size 400k --ended ../../datasets/daily.csv

convstat monitor --looks 2 --max-sample-size 400k -f csv ../../datasets/daily.csv

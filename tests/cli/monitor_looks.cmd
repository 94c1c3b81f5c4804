convstat monitor --looks 4 --max-sample-size 40k ../../datasets/daily.csv

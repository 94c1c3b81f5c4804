convstat monitor --looks 4 --max-sample-size 40k --every-day --futility binding ../../datasets/daily.csv

convstat monitor --looks 4 --max-sample-size 40k --futility nonbinding -f json ../../datasets/daily.csv

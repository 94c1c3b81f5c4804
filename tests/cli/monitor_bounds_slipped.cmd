convstat monitor --looks 3 --max-sample-size 40k --bounds pocock ../../datasets/daily.csv

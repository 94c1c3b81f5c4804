convstat monitor --alternative greater -f json ../../datasets/daily.csv

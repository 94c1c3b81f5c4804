convstat monitor --compare ../../datasets/daily.csv

convstat monitor --mde 30% --baseline 12% ../../datasets/daily.csv

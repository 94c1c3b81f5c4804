convstat monitor --sprt --mde 15% --baseline 12% ../../datasets/daily.csv

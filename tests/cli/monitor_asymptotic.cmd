convstat monitor --sequence asymptotic ../../datasets/daily.csv

convstat monitor --ascii ../../datasets/daily.csv

convstat monitor ../../datasets/daily.csv

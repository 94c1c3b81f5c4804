convstat monitor -f svg --mde 5% ../../datasets/daily.csv

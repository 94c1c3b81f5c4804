convstat monitor -f svg --sprt --mde 10% ../../datasets/daily.csv

convstat test -f svg --picture days ../../datasets/daily.csv

convstat monitor --maxsprt --horizon 6000 ../../datasets/daily.csv

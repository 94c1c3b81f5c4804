convstat monitor --maxsprt --horizon 40000 --target 12% ../../datasets/daily.csv

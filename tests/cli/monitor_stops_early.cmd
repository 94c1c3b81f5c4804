convstat monitor --explain ../../datasets/stops_early.csv

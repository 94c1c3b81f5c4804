convstat monitor --compare --mde 20% ../../datasets/stops_early.csv

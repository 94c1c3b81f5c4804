convstat monitor --looks 5 --max-sample-size 105k --compare ../../datasets/stops_early.csv

convstat monitor --looks 5 --max-sample-size 105k -f json ../../datasets/stops_early.csv

convstat monitor -f csv ../../datasets/stops_early.csv

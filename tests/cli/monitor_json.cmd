convstat monitor -f json ../../datasets/stops_early.csv

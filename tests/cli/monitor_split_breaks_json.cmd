convstat monitor -f json ../../datasets/split_breaks.csv

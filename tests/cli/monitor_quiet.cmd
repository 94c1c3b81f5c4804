convstat monitor -q ../../datasets/split_breaks.csv

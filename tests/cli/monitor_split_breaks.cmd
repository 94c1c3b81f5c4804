convstat monitor ../../datasets/split_breaks.csv

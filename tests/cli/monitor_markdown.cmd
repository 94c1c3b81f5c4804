convstat monitor -f markdown --compare ../../datasets/stops_early.csv

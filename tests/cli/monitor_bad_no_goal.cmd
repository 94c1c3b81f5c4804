convstat monitor ../../datasets/events.csv

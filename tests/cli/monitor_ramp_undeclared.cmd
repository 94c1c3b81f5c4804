convstat monitor ../../datasets/ramp_up.csv

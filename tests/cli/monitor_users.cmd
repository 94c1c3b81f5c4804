convstat monitor ../../datasets/users.csv

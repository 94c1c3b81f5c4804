convstat count ../../datasets/users.csv

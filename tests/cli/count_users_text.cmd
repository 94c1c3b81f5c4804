convstat count -f text ../../datasets/users.csv

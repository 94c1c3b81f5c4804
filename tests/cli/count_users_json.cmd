convstat count -f json ../../datasets/users.csv

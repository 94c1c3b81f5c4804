convstat count --value revenue ../../datasets/users.csv

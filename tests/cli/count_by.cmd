convstat count --by device ../../datasets/users.csv

convstat count --multiple first ../../datasets/users.csv

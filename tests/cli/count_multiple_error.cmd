convstat count --multiple error ../../datasets/users.csv

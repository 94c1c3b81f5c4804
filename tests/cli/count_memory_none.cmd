convstat count --memory 0 ../../datasets/users.csv

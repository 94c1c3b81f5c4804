convstat count --window 7d ../../datasets/users.csv

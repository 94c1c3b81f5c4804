convstat count --user none ../../datasets/users.csv

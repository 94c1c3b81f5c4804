convstat count --by-day exposure ../../datasets/users.csv

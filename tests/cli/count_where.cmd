convstat count --where device=mobile ../../datasets/users.csv

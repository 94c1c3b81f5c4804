convstat count --where devise=mobile ../../datasets/users.csv

convstat count --where device ../../datasets/users.csv

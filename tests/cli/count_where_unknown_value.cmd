convstat count --where device=mobil ../../datasets/users.csv

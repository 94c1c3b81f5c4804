convstat count --where device=mobile,watch ../../datasets/users.csv

convstat count --value revenue --by-day exposure --where device=mobile --format json ../../datasets/users.csv

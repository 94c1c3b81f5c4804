convstat test -f json ../../datasets/users.csv

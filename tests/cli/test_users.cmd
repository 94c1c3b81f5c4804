convstat test ../../datasets/users.csv

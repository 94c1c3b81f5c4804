convstat count ../../datasets/users.csv | convstat test -q

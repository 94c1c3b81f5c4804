convstat count --where 'device=desktop|converted=yes' --where variant=control ../../datasets/users.csv

convstat count -f markdown --by device ../../datasets/users.csv

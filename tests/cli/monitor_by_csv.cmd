convstat monitor --by device -f csv ../../datasets/users.csv

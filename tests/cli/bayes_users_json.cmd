convstat bayes -f json ../../datasets/users.csv

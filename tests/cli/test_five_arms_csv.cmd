convstat test -f csv ../../datasets/five_arms.csv

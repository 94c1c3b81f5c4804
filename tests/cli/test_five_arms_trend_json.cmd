convstat test -f json --trend ../../datasets/five_arms.csv

convstat test -f json ../../datasets/five_arms.csv

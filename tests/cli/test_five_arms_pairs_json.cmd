convstat test -f json --pairs all ../../datasets/five_arms.csv

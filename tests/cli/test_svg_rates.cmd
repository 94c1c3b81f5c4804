convstat test -f svg --picture rates ../../datasets/five_arms.csv

convstat count -f svg ../../datasets/five_arms.csv

convstat test ../../datasets/five_arms.csv

convstat test -f json --adjust dunnett-stepdown ../../datasets/five_arms.csv

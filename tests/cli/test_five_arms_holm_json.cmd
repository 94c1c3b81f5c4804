convstat test -f json --adjust holm --method fisher ../../datasets/five_arms.csv

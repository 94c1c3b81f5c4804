convstat test -f json ../../datasets/broken_split.csv

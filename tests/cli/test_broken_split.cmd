convstat test ../../datasets/broken_split.csv

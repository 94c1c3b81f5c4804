convstat test data/bad_empty.csv

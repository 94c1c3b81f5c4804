convstat test data/bad_blank.csv

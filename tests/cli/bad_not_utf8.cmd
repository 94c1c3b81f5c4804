convstat test data/bad_not_utf8.csv

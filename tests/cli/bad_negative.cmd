convstat test data/bad_negative.csv

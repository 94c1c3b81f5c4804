convstat test data/bad_above_2_64.csv

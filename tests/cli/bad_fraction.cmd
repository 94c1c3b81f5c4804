convstat test data/bad_fraction.csv

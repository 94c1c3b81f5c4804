convstat test data/bad_long_value.csv

convstat test data/bad_no_number.csv

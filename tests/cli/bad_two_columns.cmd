convstat test data/bad_two_columns.csv

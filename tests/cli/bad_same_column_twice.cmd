convstat test data/bad_same_column_twice.csv

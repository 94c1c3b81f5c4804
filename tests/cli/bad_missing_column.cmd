convstat test data/bad_missing_column.csv

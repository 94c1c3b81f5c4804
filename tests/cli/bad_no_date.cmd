convstat test data/bad_no_date.csv

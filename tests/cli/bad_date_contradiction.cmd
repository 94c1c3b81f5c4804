convstat test data/bad_date_contradiction.csv

convstat test data/bad_date_both_ways.csv

convstat test data/bad_decimal_both_ways.csv

convstat test data/bad_empty_count.csv

convstat test data/bad_damaged.csv.gz

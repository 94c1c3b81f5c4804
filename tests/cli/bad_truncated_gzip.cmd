convstat test data/bad_truncated.csv.gz

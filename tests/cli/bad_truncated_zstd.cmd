convstat test data/bad_truncated.csv.zst

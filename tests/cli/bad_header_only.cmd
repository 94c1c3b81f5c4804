convstat test data/bad_header_only.csv

convstat test data/bad_no_header.csv

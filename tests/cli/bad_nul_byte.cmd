convstat test data/bad_nul_byte.csv

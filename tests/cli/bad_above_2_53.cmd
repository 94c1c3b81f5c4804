convstat test data/bad_above_2_53.csv

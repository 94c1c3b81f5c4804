convstat test data/bad_no_variant.csv

convstat test data/bad_too_many_fields.csv

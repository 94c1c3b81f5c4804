convstat test data/bad_too_few_fields.csv

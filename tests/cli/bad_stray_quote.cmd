convstat test data/bad_stray_quote.csv

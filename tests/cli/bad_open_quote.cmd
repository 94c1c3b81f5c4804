convstat test data/bad_open_quote.csv

convstat test --date-format DD-MM data/plain.csv

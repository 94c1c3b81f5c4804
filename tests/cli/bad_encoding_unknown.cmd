convstat test --encoding utf-99 data/plain.csv

convstat test --shape users data/plain.csv

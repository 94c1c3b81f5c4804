convstat test --by varaint data/plain.csv

convstat test --encoding UTF-16LE data/plain.csv

convstat test --timezone Mars data/plain.csv

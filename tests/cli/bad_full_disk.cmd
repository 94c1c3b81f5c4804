convstat test data/plain.csv >/dev/full

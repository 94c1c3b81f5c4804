convstat test -o /dev/full data/plain.csv

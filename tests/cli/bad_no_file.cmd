convstat test data/nosuch.csv

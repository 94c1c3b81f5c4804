convstat test --by variant --variant variant data/plain.csv

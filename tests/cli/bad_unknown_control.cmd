convstat test --control orginal data/plain.csv

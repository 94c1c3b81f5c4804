convstat test -f csv --by device ../../datasets/segments.csv

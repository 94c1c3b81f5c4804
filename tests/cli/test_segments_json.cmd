convstat test -f json --by device ../../datasets/segments.csv

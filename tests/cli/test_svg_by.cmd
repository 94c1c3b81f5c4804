convstat test -f svg --by device ../../datasets/segments.csv

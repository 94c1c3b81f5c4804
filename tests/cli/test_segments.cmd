convstat test --by device ../../datasets/segments.csv

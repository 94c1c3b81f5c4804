convstat test -f html -q --by device ../../datasets/segments.csv

convstat count --memory 1k --by device ../../datasets/users.csv | diff - <(convstat count --by device ../../datasets/users.csv) && echo the same
ls -A $TMPDIR

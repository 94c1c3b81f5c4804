convstat count -o $TMPDIR/counts.csv ../../datasets/users.csv && cat $TMPDIR/counts.csv
convstat count -o $TMPDIR/none.csv --goal nothing ../../datasets/events.csv; ls $TMPDIR

# neither output nor a file is left behind
convstat test -o "$TMPDIR/result.txt" data/bad_negative.csv; echo "exit $?"
ls "$TMPDIR"

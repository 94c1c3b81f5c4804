convstat methods -f csv -o "$TMPDIR/methods.csv" && convstat methods --format=csv | cmp - "$TMPDIR/methods.csv"

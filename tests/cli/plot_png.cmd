# A PNG begins with these eight bytes, its width stands in bytes 17 to 20.
convstat test -q --plot "$TMPDIR/lift.png" control=5000/50000 green=5105/50000
head -c 8 "$TMPDIR/lift.png" | od -An -tx1
head -c 20 "$TMPDIR/lift.png" | tail -c 4 | od -An -tx1

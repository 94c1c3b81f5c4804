convstat test -q --plot "$TMPDIR/lift.svg" control=5000/50000 green=5105/50000
convstat test -f svg control=5000/50000 green=5105/50000 | cmp - "$TMPDIR/lift.svg" && echo the same picture

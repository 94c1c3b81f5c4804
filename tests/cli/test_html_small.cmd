# Two variants take less than 20 KB.
convstat test -f html ../../datasets/landing_page.csv >"$TMPDIR/page.html"
[ "$(stat -c %s "$TMPDIR/page.html")" -lt 20000 ] && echo "less than 20 KB"

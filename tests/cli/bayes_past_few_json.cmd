printf 'test,arm,n,orders\n1,a,1000,40\n1,b,1000,42\n2,a,900,71\n2,b,900,70\n3,a,800,20\n3,b,800,21\n' >"$TMPDIR/few.csv"
cd "$TMPDIR"
convstat bayes -f json --prior from:few.csv --prior-by test control=40/1000 green=55/1000

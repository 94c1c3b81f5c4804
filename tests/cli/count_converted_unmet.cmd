# A value of --converted that no file has is an error: it used to count as nobody having converted. One file of all is enough.
cd "$TMPDIR"
printf 'user,variant,plan\nu1,a,paid\nu2,b,free\n' >first.csv
printf 'user,variant,plan\nu3,a,gold\nu4,b,free\n' >second.csv
convstat count --converted plan=gold first.csv second.csv
convstat count --converted plan=Paid first.csv second.csv
convstat test --converted plan=payd first.csv
convstat bayes --converted plan=gold --user none first.csv

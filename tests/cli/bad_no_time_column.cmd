# A column of dates says a day as well.
printf 'user,variant,converted,signup_date\n1,a,1,2024-05-01\n2,b,0,2024-05-02\n' >"$TMPDIR/users.csv"
cd "$TMPDIR"
convstat count --by-day exposure users.csv
convstat count --by-day exposure --date signup_date users.csv

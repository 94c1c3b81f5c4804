printf 'user,variant,date,s0,s1\nu1,a,2024-01-05,,2024-01-03\nu2,b,2024-01-05,2024-01-06,2024-01-07\nu3,b,2024-01-05,2024-01-03,2024-01-07\n' >$TMPDIR/users.csv
convstat count --steps s0,s1 $TMPDIR/users.csv
convstat count --steps s0,s1 --by-day exposure $TMPDIR/users.csv

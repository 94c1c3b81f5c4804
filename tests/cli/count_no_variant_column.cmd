# Without a column of the variant all users are one arm, which is told: those of a table of users too.
cd "$TMPDIR"
printf 'user,converted\n1,1\n2,0\n' >users.csv
printf 'user,variant\n1,a\n2,b\n' >named.csv
printf 'time,user,event\n2024-01-02T10:00:00Z,1,buy\n2024-01-02T10:01:00Z,2,view\n' >log.csv
convstat count --goal buy log.csv
convstat count --shape users users.csv
convstat count users.csv
convstat count --goal buy --assignments named.csv log.csv
convstat count --goal buy --assignments users.csv log.csv

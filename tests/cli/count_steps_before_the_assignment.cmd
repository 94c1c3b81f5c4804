# the log in a file is read once, in its order; from standard input it is kept and sorted
printf 'user,variant,time\nu1,A,2024-01-05\nu2,B,2024-01-05\n' >$TMPDIR/assigned.csv
printf 'time,user,event\n2024-01-01,u1,view\n2024-01-02,u1,buy\n2024-01-06,u2,view\n2024-01-07,u2,buy\n' >$TMPDIR/log.csv
convstat count --steps view,buy --assignments $TMPDIR/assigned.csv $TMPDIR/log.csv
convstat count --steps view,buy --assignments $TMPDIR/assigned.csv - <$TMPDIR/log.csv

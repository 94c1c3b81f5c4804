printf 'user,variant\n1,a\n2,b\n' >$TMPDIR/assigned.csv
printf 'time,user,event,device\n2024-05-01T10:00:00Z,1,buy,phone\n' >$TMPDIR/log.csv
cd $TMPDIR && convstat count --goal buy --assignments assigned.csv --where device=phone log.csv

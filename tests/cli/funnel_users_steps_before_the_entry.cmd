printf 'user,variant,time,s0,s1\nu1,a,2024-01-05,2024-01-03,2024-01-06\nu2,b,2024-01-05,2024-01-05,2024-01-06\nu9,b,2024-01-25,2024-01-25,2024-01-26\nu8,a,2024-01-05,,\n' >$TMPDIR/users.csv
printf 'time,user,event\n2024-01-03,u1,s0\n2024-01-05,u2,s0\n2024-01-06,u1,s1\n2024-01-06,u2,s1\n2024-01-25,u9,s0\n2024-01-26,u9,s1\n' >$TMPDIR/log.csv
for from in $TMPDIR/users.csv "--assignments $TMPDIR/users.csv $TMPDIR/log.csv"; do convstat funnel --steps s0,s1 --window 7d -f json $from 2>/dev/null | grep -E '"variant"|"(step|entered|users|skipped)":'; done

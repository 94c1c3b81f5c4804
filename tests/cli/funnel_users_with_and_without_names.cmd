# a user of the second file is named as a row without a name might be numbered
printf 'variant,s0,s1,converted\na,2024-01-01,2024-01-02,1\nb,2024-01-01,2024-01-02,1\nb,2024-01-01,2024-01-02,1\na,2024-01-01,,1\n' >$TMPDIR/unnamed.csv
printf 'user,variant,s0,s1,converted\n0 0 0,b,2024-01-01,2024-01-02,1\n0 0 1,b,2024-01-01,,1\n0 0 2,a,2024-01-01,2024-01-03,1\n' >$TMPDIR/named.csv
convstat funnel --steps s0,s1 --window 1d -f json --threads 1 $TMPDIR/unnamed.csv $TMPDIR/named.csv 2>/dev/null | grep -A4 '"quality"'

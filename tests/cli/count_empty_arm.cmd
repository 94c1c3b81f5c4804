# An arm whose users were all seen elsewhere first is still an arm. It used to disappear, and with it a share of the split.
cd "$TMPDIR"
printf 'user,variant,converted\n1,A,1\n1,C,0\n2,B,0\n3,A,1\n' >arms.csv
convstat count arms.csv
convstat count --multiple first arms.csv
convstat count -f json arms.csv 2>/dev/null | grep -A3 -E '"(visitors|expected)"'
convstat test -q arms.csv

# Amounts are added up in millionths: one that is lost is told. It used to count as 0 without a word.
cd "$TMPDIR"
printf 'user,variant,converted,value\n1,A,1,0.0000000004\n2,B,1,0\n3,B,1,1.2345675\n' >t.csv
convstat count --value value t.csv

# A column that one file leaves empty and another fills with 0 and 1 has missing values, whichever file comes first; it used to count as "not reached". One that is empty everywhere is told.
cd "$TMPDIR"
printf 'user,variant,view,buy\nu1,A,1,\nu2,B,1,\n' >empty.csv
printf 'user,variant,view,buy\nu3,A,1,1\nu4,B,1,0\n' >marks.csv
printf 'user,variant,view,buy\nu5,A,1,2026-01-01\nu6,B,1,\n' >times.csv
convstat count --steps view,buy empty.csv marks.csv
echo "exit $?"
convstat count --steps view,buy marks.csv empty.csv
echo "exit $?"
convstat count --steps view,buy marks.csv empty.csv --on-error skip
convstat count --steps view,buy empty.csv times.csv
convstat count --steps view,buy empty.csv
convstat funnel --steps view,buy -f json empty.csv | sed -n '/"warnings"/,$p' | grep -A1 step-column

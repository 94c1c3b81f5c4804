# An empty field among 0 and 1 is a missing answer, as in 'convstat test'; it used to count as "not reached". Among times
# it says "not reached".
cd "$TMPDIR"
printf 'user,variant,view,buy\n1,a,1,0\n2,a,1,1\n3,b,1,\n4,b,1,1\n' >marks.csv
printf 'user,variant,view,buy\n1,a,2026-01-01T10:00:00Z,\n2,a,2026-01-01T11:00:00Z,2026-01-01T12:00:00Z\n3,b,2026-01-01T10:00:00Z,0\n4,b,2026-01-01T10:00:00Z,2026-01-02T10:00:00Z\n' >times.csv
printf 'user,variant,view,buy\n1,a,1,\n2,b,1,\n' >nobody.csv
convstat funnel --steps view,buy marks.csv
echo "exit $?" >&2
convstat count --steps view,buy --order any marks.csv
echo "exit $?" >&2
convstat count --steps view,buy --on-error skip marks.csv
convstat count --steps view,buy times.csv
convstat count --steps view,buy nobody.csv
# The first megabyte of a column may be empty.
awk 'BEGIN { print "user,variant,view,buy"; for (i = 0; i < 90000; i++) print "u" i "," (i % 2 ? "b" : "a") ",1,"
  print "x,a,1,0" }' >late.csv
convstat count --steps view,buy late.csv
convstat count --steps view,buy --on-error skip late.csv
cat late.csv | convstat count --steps view,buy --on-error skip -

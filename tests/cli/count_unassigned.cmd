# Users of a log who are in no row of --assignments used to be left out without a word; where all are, the names are others.
cd "$TMPDIR"
printf 'time,user,event\n2026-01-01,u1,visit\n2026-01-02,u2,visit\n2026-01-03,u2,buy\n2026-01-03,u3,visit\n2026-01-04,u3,buy\n' >log.csv
printf 'user,variant\nk1,A\nk2,B\n' >other.csv
printf 'user,variant,time,country\nu1,A,2026-01-01,AT\nu2,B,2026-01-01,AT\nu4,B,2026-01-01,CH\n' >some.csv
convstat count --goal buy --assignments other.csv log.csv
echo "exit $?"
for command in count test monitor bayes; do
  convstat $command --goal buy --assignments some.csv -f json log.csv | grep -A1 '"users-not-assigned"'
done
convstat funnel --steps visit,buy --assignments some.csv -f json log.csv | grep -A1 '"users-not-assigned"'
convstat count --goal buy --assignments some.csv --where country=AT log.csv
convstat count --goal buy --assignments some.csv --where country=CH log.csv

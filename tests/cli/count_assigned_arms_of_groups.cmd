# Assignments in several groups: an arm of a group is what its own users were assigned to. u1, whose first assignment
# is on a desktop, makes C an arm there, with nobody left in it; u5 is a tablet's, and makes C no arm of the phones.
cd "$TMPDIR"
awk 'BEGIN { print "time,user,variant,device"
  n = split("u1,A,desktop u2,A,phone u3,B,desktop u4,B,phone u5,C,tablet u1,C,desktop u5,C,phone", row, " ")
  for (i = 1; i <= n; i++) print 1704103200 + i "," row[i] }' >assigned.csv
printf 'time,user,event\n1704103220,u2,buy\n1704103221,u5,buy\n' >log.csv
convstat count -q --goal buy --by device --assignments assigned.csv log.csv
# The same from a file that is not in the order of time.
(head -1 assigned.csv; sed -n '6p;4p;2p;3p;5p;7p;8p' assigned.csv) >shuffled.csv
convstat count -q --goal buy --by device --assignments shuffled.csv log.csv

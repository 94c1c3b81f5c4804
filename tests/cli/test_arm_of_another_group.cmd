# One further row, on a phone, of a user who is counted on a desktop: it used to make C an arm of the phones, and these invalid.
cd "$TMPDIR"
awk 'BEGIN {
  print "user,variant,converted,device"
  for (i = 0; i < 1000; i++) {
    printf "m%d,%s,%d,mobile\n", i, substr("ab", i % 2 + 1, 1), i % 5 == 0
    printf "d%d,%s,%d,desktop\n", i, substr("abc", i % 3 + 1, 1), i % 5 == 0
  }
  print "d2,c,1,mobile"
}' >devices.csv
convstat count --by device devices.csv
convstat count --by device --memory 1M devices.csv | grep -c mobile
convstat test -q --by device devices.csv
# A user of the phones who was seen in C is another matter: C is an arm of theirs that nobody is left in.
echo 'm1,c,0,mobile' >>devices.csv
convstat count --by device devices.csv

# Names longer than a line: titles are wrapped, and only an arm's name that leaves no room for a column is cut.
cd "$TMPDIR"
step=a_very_long_event_name_of_the_kind_that_tag_managers_make_when_nobody_looks_at_them_at_all
arm=the-new-checkout-with-express-payment-and-one-page-for-the-address-and-the-card
awk -v step=$step -v arm=$arm 'BEGIN {
  print "time,user,event,variant"
  for (user = 0; user < 40; user++) {
    printf "%d,u%d,%s,%s\n", 1700000000 + user * 4990, user, step, user % 2 ? "control" : substr(arm, 1, 44)
    printf "%d,u%d,pay,%s\n", 1700000009 + user * 4990, user, user % 2 ? "control" : substr(arm, 1, 44)
  }
}' >events.csv
convstat count -q -f text --steps $step,pay events.csv
echo
sed "s/the-new-[a-z-]*/$arm/" events.csv >longer.csv
convstat count -q -f text --by-day exposure --steps $step,pay longer.csv

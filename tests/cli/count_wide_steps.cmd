# What finds no room in 80 columns beside the names stands beneath, names again in front: no date, arm or step is cut.
# Days used to be cut to "2023-11…" and lines to have 101 columns.
cd "$TMPDIR"
awk 'BEGIN {
  count = split("view_item,add_to_cart,begin_checkout,add_payment_info,purchase", step, ",")
  print "time,user,event,variant"
  for (user = 0; user < 400; user++)
    for (i = 1; i <= 1 + user % count; i++)
      printf "%d,u%d,%s,%s\n", 1700000000 + user * 499 + i, user, step[i], user % 2 ? "new-checkout" : "control"
}' >events.csv
steps=view_item,add_to_cart,begin_checkout,add_payment_info,purchase
convstat count -q -f text --steps "$steps" events.csv
echo
convstat count -q -f text --steps "$steps" --by-day exposure events.csv

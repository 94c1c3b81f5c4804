# Views of some buyers are not in the log: they have not entered, and are told. Of no arm are an order without a variant, and a user whose view has none.
cd "$TMPDIR"
awk 'BEGIN { print "time,user,event,variant"
  for (i = 0; i < 400; i++) { v = i % 2 ? "B" : "A"
    if (i % 10 > 1) print "2026-01-01T00:00:00Z,u" i ",view," v
    if (i % 4 < 2) print "2026-01-02T00:00:00Z,u" i ",buy," v
    print "2026-01-03T00:00:00Z,u" i ",leave," v }
  print "2026-01-01T00:00:00Z,x,view,"; print "2026-01-02T00:00:00Z,x,buy,A"; print "2026-01-02T00:00:00Z,y,buy," }' >log.csv
convstat funnel --steps view,buy log.csv | sed -n '1,/^$/p;/^Caution/,/^Method/p;/^Input/,$p'
convstat funnel --steps view,buy -f json log.csv | grep -A7 -e '"skipped"' -e '"skips": {' | grep -e skip -e uncounted -e step -e p_value -e notable
convstat count --steps view,buy log.csv
convstat funnel --steps view,buy -f json log.csv >kept.json
convstat report kept.json -f text | cmp - <(convstat funnel --steps view,buy log.csv) && echo same
# A user who may leave out "cart" must still have viewed.
printf 'user,variant,view,cart,buy\n1,A,0,1,0\n2,A,1,1,1\n3,B,1,1,1\n4,B,0,1,0\n' >optional.csv
convstat funnel --steps view,cart,buy --optional cart optional.csv | sed -n '/^Caution/,/^Method/p'

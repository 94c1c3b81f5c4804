# Half of B's events "cart" are not logged. Used to say KEEP A, with every check well; the log of events says the same.
cd "$TMPDIR"
awk 'BEGIN { print "user,variant,view,cart,buy"
  for (i = 0; i < 4000; i++) { cart = i % 10 < 6 && i % 20 < 12; buy = cart && i % 3 == 0
    lost = i % 2 && i % 4 == 1
    print "u" i "," (i % 2 ? "B" : "A") ",1," (cart && !lost ? 1 : 0) "," buy + 0 } }' >users.csv
echo time,user,event,variant >events.csv
awk -F, 'NR == 1 { next }
  { if ($3) print "2026-01-01T00:00:00Z," $1 ",view," $2
    if ($4) print "2026-01-02T00:00:00Z," $1 ",cart," $2
    if ($5) print "2026-01-03T00:00:00Z," $1 ",buy," $2 }' users.csv | sort >>events.csv
convstat funnel --steps view,cart,buy users.csv
convstat funnel --steps view,cart,buy --fail-on data-quality -q users.csv
echo "exit $?"
for file in users events; do
  convstat funnel --steps view,cart,buy --times no -f json $file.csv | sed -e '/"input": {/,/^  },/d' >$file.json
done
cmp users.json events.json && grep -A7 '"skips": {' users.json
grep -A1 -e '"skipped"' -e '"code"' users.json
convstat funnel --steps view,cart,buy --optional cart -q users.csv
convstat funnel --steps view,cart,buy -f json users.csv >kept.json
convstat report kept.json -f text | cmp - <(convstat funnel --steps view,cart,buy users.csv) && echo same

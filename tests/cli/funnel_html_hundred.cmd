# A hundred saved funnels are one page of less than 2 MB, in which settings that are the same stand once.
convstat funnel -f json ../../datasets/checkout.csv >"$TMPDIR/1.json"
for i in $(seq 2 100); do cp "$TMPDIR/1.json" "$TMPDIR/$i.json"; done
convstat report "$TMPDIR"/*.json >"$TMPDIR/page.html"
grep -c '<section' "$TMPDIR/page.html"
grep -c '<caption>Settings</caption>' "$TMPDIR/page.html"
[ "$(stat -c %s "$TMPDIR/page.html")" -lt 2000000 ] && echo "less than 2 MB"

# The same users as counts, as rows of users and as a log of events: the same bytes, but for input, warnings, times and skipped steps (of which counts know nothing).
cd "$TMPDIR"
printf 'variant,visitors,visit,signup,payment\na,4,4,3,2\nb,5,5,4,1\n' >counts.csv
printf 'user,variant,visit,signup,payment\n1,a,1,1,1\n2,a,1,1,1\n3,a,1,1,0\n4,a,1,0,0\n5,b,1,1,1\n6,b,1,1,0\n7,b,1,1,0\n8,b,1,1,0\n9,b,1,0,0\n' >users.csv
awk -F, 'NR == 1 { for (i = 3; i <= NF; i++) name[i] = $i; print "time,user,event,variant"; next }
  { for (i = 3; i <= NF; i++) if ($i) printf "2026-01-0%dT1%d:00:00Z,%s,%s,%s\n", i, NR - 1, $1, name[i], $2 }' users.csv >events.csv
same() { sed -e 's/"\(skipped\|uncounted\)": .*/"\1": .../' -e '/"input": {/,/^  },/d' -e '/"warnings"/,$d' -e 's/"seconds_from_previous": .*/"seconds_from_previous": .../'; }
for shape in counts users events; do
  convstat funnel -f json --steps visit,signup,payment $shape.csv | same >$shape.json
done
cmp counts.json users.json && cmp counts.json events.json && echo same

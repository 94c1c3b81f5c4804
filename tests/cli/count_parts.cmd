convstat count --by device --steps visit,signup ../../datasets/events.csv >$TMPDIR/whole.csv 2>/dev/null || convstat count --steps visit,signup ../../datasets/events.csv >$TMPDIR/whole.csv
awk -F, 'NR == 1 {print > "'$TMPDIR'/a.csv"; print > "'$TMPDIR'/b.csv"; next} {print > ("'$TMPDIR'/" (substr($2, 6) % 2 ? "a.csv" : "b.csv"))}' ../../datasets/events.csv
for part in a b; do convstat count --steps visit,signup $TMPDIR/$part.csv >$TMPDIR/$part.counts; done
convstat count $TMPDIR/a.counts $TMPDIR/b.counts | diff - $TMPDIR/whole.csv && echo the parts add up

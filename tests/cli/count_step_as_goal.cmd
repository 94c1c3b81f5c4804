convstat count --steps visit,signup,demo ../../datasets/events.csv >$TMPDIR/counts.csv
convstat test -q --goal signup $TMPDIR/counts.csv
convstat test -q --goal demo $TMPDIR/counts.csv

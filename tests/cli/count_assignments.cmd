awk -F, -v OFS=, 'NR == 1 {print "user,variant,time"} NR > 1 && $4 != "" && !seen[$2]++ {print $2, $4, $1}' ../../datasets/events.csv >$TMPDIR/assigned.csv
cut -d, -f1-3 ../../datasets/events.csv | convstat count --goal signup --assignments $TMPDIR/assigned.csv

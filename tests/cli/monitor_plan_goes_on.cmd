# Between two looks: the figures of the last look stand, what is due is said, and how likely a win is.
head -37 ../../datasets/daily.csv >"$TMPDIR/daily.csv" &&
  convstat plan --baseline 12% --lift 8% --looks 4 --save "$TMPDIR/plan.json" >/dev/null &&
  cd "$TMPDIR" && convstat monitor --plan plan.json daily.csv && convstat monitor --plan plan.json --look-now -q daily.csv

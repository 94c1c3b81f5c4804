# A plan, saved and then followed: looks at the visitors that the plan foresaw.
convstat plan --baseline 12% --lift 8% --looks 4 --futility nonbinding --save "$TMPDIR/plan.json" >/dev/null &&
  cp ../../datasets/daily.csv "$TMPDIR" && cd "$TMPDIR" && convstat monitor --plan plan.json daily.csv

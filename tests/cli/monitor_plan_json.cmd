# -f json: the same for machines.
convstat plan --baseline 12% --lift 8% --looks 4 --futility nonbinding --save "$TMPDIR/plan.json" >/dev/null &&
  cd "$TMPDIR" && cp "$OLDPWD/../../datasets/daily.csv" . && convstat monitor --plan plan.json -f json daily.csv

# -f json: of past counts the plan keeps whose rate was taken, and of which column.
convstat plan --from ../../datasets/daily.csv --lift 10% --looks 2 --save "$TMPDIR/plan.json" >/dev/null &&
  cat "$TMPDIR/plan.json"

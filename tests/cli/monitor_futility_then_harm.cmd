# A lift of 20 % is soon out of reach; the harm that is proven later replaces that word, and the gate fails.
awk 'BEGIN {
  print "date,variant,visitors,conversions"
  for (d = 1; d <= 20; d++)
    printf "2024-01-%02d,control,2000,204\n2024-01-%02d,b,2000,174\n", d, d
}' >"$TMPDIR/worse.csv"
cd "$TMPDIR" && convstat monitor --mde 20% --fail-on harm worse.csv

# The split is even over all days and moves between them: it is not called as assumed on every day.
cd "$TMPDIR" || exit
awk 'BEGIN {
  print "date,variant,visitors,conversions"
  for (d = 1; d <= 8; d++) {
    more = d % 2 ? 530 : 470
    printf "2024-01-%02d,control,%d,50\n2024-01-%02d,b,%d,50\n", d, more, d, 1000 - more
  }
}' >moves.csv
convstat monitor moves.csv

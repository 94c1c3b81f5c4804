# A hundred experiments are one page of less than 2 MB with one set of styles.
{
  echo experiment,variant,visitors,conversions
  for i in $(seq 100); do
    printf '%s\n' "test $i,control,$((40000 + i)),$((3900 + i))" "test $i,green,$((40100 + i)),$((4000 + 2 * i))"
  done
} | convstat test -f html --experiment experiment - >"$TMPDIR/page.html"
grep -c '<section' "$TMPDIR/page.html"
grep -c '<style>' "$TMPDIR/page.html"
[ "$(stat -c %s "$TMPDIR/page.html")" -lt 2000000 ] && echo "less than 2 MB"

# What the data do not allow: exit code 3, one sentence that names file, row and columns.
try() {
  convstat funnel "$@"
  echo "exit $?" >&2
}
cd "$TMPDIR"
printf 'variant,visitors,view,cart,buy\na,100,50,60,10\nb,100,50,40,10\n' >rising.csv
printf 'variant,visitors,view,cart,buy\na,100,50,40,10\nb,100,50,40,\n' >missing.csv
printf 'variant,visitors,conversions\na,100,50\nb,100,50\n' >none.csv
try --steps view,cart,buy rising.csv
try --steps view,cart,buy missing.csv
try --steps view,cart,pay missing.csv
try none.csv
try --steps view,cart,buy --censor --window 7d missing.csv
try --steps view,cart,buy --exclude help missing.csv
try --steps view,cart --benchmark view=50% --benchmark view=60% missing.csv

try() {
  convstat test "$@"
  echo "exit $?" >&2
}
cd "$TMPDIR" && printf 'variant,visitors,conversions\na,10,5\nb,10,6\n' >results.csv
try results.csv a=5/10
try a=5/10 results.csv
try -o results.csv results.csv
ln -s results.csv same.csv
try -o same.csv ./results.csv
try - -
try --by nonsense results.csv
try --timezone Mars/Olympus results.csv
try --date-format YY results.csv
try --encoding klingon results.csv
cat results.csv | cmp - <(printf 'variant,visitors,conversions\na,10,5\nb,10,6\n')

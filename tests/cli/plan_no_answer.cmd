# Answers that say no: exit code 5, one sentence, nothing on standard output.
try() {
  echo "plan $*" >&2
  convstat plan "$@"
  echo "exit code $?" >&2
}
try --baseline 3.2% --lift 0.0001%
try --baseline 3.2% --lift 0.0001% --arms 3
try --baseline 50% --sample-size 10
try --baseline 50% --sample-size 12 --arms 3
try --baseline 10% --equivalence -5%,5% --lift 6%
try --baseline 10% --margin -5% --lift -5%
printf 'variant,visitors,conversions\npage,1000,700\n' >"$TMPDIR/high.csv"
try --from "$TMPDIR/high.csv" --lift 80% 2>&1 | sed "s|$TMPDIR/||" >&2
printf 'variant,visitors,conversions\npage,1000,0\n' >"$TMPDIR/none.csv"
try --from "$TMPDIR/none.csv" --lift 80% 2>&1 | sed "s|$TMPDIR/||" >&2

# What a command saved is reported as the command itself would have: byte for byte, in every format.
same() {
  convstat "$@" -f json >"$TMPDIR/saved.json"
  for format in html text markdown csv json; do
    convstat "$@" -f "$format" >"$TMPDIR/direct" 2>"$TMPDIR/warnings"
    convstat report -f "$format" "$TMPDIR/saved.json" >"$TMPDIR/back" 2>"$TMPDIR/warnings_back"
    cmp "$TMPDIR/direct" "$TMPDIR/back" && cmp "$TMPDIR/warnings" "$TMPDIR/warnings_back" && echo "same: $1 as $format"
  done
}
same test ../../datasets/segments.csv --by device
same test --stratify device ../../datasets/segments.csv
same test --margin -2% control=5000/50000 green=5105/50000
same test control=0/40 green=3/41
same test --pairs all --trend ../../datasets/five_arms.csv
same bayes --by device ../../datasets/segments.csv
same bayes --prior-lift-sd 10% control=500/5000 green=560/5000
same bayes control=3/400 green=13/13 # its factor is above 2^63
same test --stratify device --alternative greater ../../datasets/segments.csv
same plan --baseline 3% --lift 10% --looks 3 --futility binding --traffic 4k --start 2026-01-05
same plan --table --baseline 1%,3% --lift 5%,10%
same plan --from ../../datasets/daily.csv --lift 5%
same monitor ../../datasets/daily.csv
same monitor --compare ../../datasets/daily.csv
same monitor --looks 4 --max-sample-size 60k ../../datasets/daily.csv
same funnel --what-if checkout=+5% --cost product=0.35 ../../datasets/checkout.csv
same funnel --steps visit,signup,demo,payment ../../datasets/events.csv
same rank ../../datasets/ideas.csv
same count --by-day exposure ../../datasets/daily.csv

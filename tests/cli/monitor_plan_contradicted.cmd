# What a plan fixes may be said again, never otherwise: exit code 2 for an option, 3 for the file.
convstat plan --baseline 12% --lift 8% --looks 4 --save "$TMPDIR/plan.json" >/dev/null || exit
try() {
  convstat monitor -q --plan "$TMPDIR/plan.json" "$@" >/dev/null
  echo "$* -> $?"
}
daily=../../datasets/daily.csv
try --alpha 0.05 $daily
try --alpha 0.1 $daily
try --alternative greater $daily
try --looks 4 $daily
try --spending pocock $daily
try --max-sample-size 10k $daily
try --design anytime $daily
try --method n-1 $daily
try --power 90% $daily
try --adjust none $daily
try --control demo-first $daily
try --allocation control=90,demo-first=10 $daily
try ../../datasets/stops_early.csv

# What says something of steps, where there are none, has no effect: exit code 2, one sentence.
try() {
  convstat count "$@" ../../datasets/events.csv
  echo "exit $?" >&2
}
try --goal payment --window 7d --window-from previous
try --goal payment --order strict
try --goal payment --order any
try --steps visit,signup --window-from previous
try --goal payment --young drop

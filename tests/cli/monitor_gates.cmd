try() {
  convstat monitor -q "$@" >/dev/null
  echo "$* -> $?"
}
daily=../../datasets/daily.csv early=../../datasets/stops_early.csv broken=../../datasets/split_breaks.csv
try $daily
try --fail-on continue --mde 50% --baseline 12% $daily
try --fail-on not-won $early
try --fail-on harm $early
try --fail-on continue $early
try --fail-on srm $early
try --fail-on srm $broken
try --fail-on not-won,not-significant $broken
try --fail-on data-quality $early
try --fail-on wins $early

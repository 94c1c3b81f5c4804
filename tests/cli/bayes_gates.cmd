try() {
  convstat bayes -q -f csv "$@" >/dev/null
  echo "$* -> $?"
}
try a=500/5000 b=590/5000
try --fail-on not-won a=500/5000 b=590/5000
try --fail-on not-won a=500/5000 b=510/5000
try --fail-on continue a=500/5000 b=590/5000
try --fail-on continue a=500/5000 b=510/5000
try --fail-on harm a=590/5000 b=500/5000
try --fail-on harm a=500/5000 b=590/5000
try --fail-on srm a=500/5000 b=590/5900
try --fail-on srm a=500/5000 b=590/5000
try --fail-on not-won a=500/5000 b=690/5900
try --fail-on continue,harm a=500/5000 b=690/5900
try --fail-on srm,harm,data-quality a=500/5000 b=590/5000
try --fail-on not-significant a=500/5000 b=590/5000

# What cannot be meant: exit code 2, one sentence, nothing on standard output.
try() {
  echo "bayes $*" >&2
  convstat bayes "$@" control=500/5001 green=525/5001
  local code=$?
  [ $code = 2 ] || echo "exit code $code" >&2
}
try --traffic 500
try --horizon 90d
try --cost-of-change 5
try --cost-of-delay 5
try --value-per-conversion 5
try --value-per-conversion 5 --traffic 500
try --value-per-conversion 0 --traffic 500 --horizon 90d
try --value-per-conversion 5 --traffic 0 --horizon 90d
try --value-per-conversion 5 --traffic 500 --horizon 90
try --value-per-conversion 5 --traffic 500 --horizon 90d --prior-lift-sd 10%

# What cannot be meant: exit code 2, one sentence, nothing on standard output.
try() {
  echo "plan $*" >&2
  convstat plan --baseline 3% --lift 5% "$@"
  local code=$?
  [ $code = 2 ] || echo "exit code $code" >&2
}
try --profit
try --profit --prior-lift-sd 5% --horizon 90d
try --profit --horizon 90d --traffic 400
try --prior-lift-sd 5%
try --prior-lift 5%
try --horizon 90d
try --value-per-conversion 4
try --cost-of-change 4
try --cost-of-test 4
try --cost-of-delay 4
try --profit --prior-lift-sd 5% --horizon 90d --traffic 400 --arms 3
try --profit --prior-lift-sd 5% --horizon 90d --traffic 400 --margin -2%
try --profit --prior-lift-sd 5% --horizon 90d --traffic 400 --table
try --profit --prior-lift-sd 5% --horizon 90d --traffic 400 --looks 3
try --profit --prior-lift-sd 5% --prior-lift 1%,2% --horizon 90d --traffic 400
try --profit --prior-lift-sd 150 --horizon 90d --traffic 400
try --profit --prior-lift-sd 1500% --horizon 90d --traffic 400
try --profit --prior-lift-sd 5% --prior-lift 9000% --horizon 90d --traffic 400
try --profit --prior-lift-sd 5% --horizon 36h --traffic 400
try --profit --prior-lift-sd 5% --horizon 90d --traffic 400 --value-per-conversion 0

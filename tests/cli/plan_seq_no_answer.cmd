# Valid, and yet no plan: exit code 5 with a reason.
try() {
  echo "plan $*" >&2
  convstat plan --baseline 10% "$@"
  echo "exit code $?" >&2
}
odd="--looks 20 --spending hsd:-40 --beta-spending hsd:40"
try --lift 0.001% --looks 3
try --lift 5% --power 6% $odd --futility binding
try --lift 5% --sample-size 3000 $odd --futility nonbinding
try --sample-size 4 --looks 3

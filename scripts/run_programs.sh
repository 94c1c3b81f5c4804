#!/bin/bash
# Runs test programs, two at a time, each to its end; shows the whole output of those that fail and
# ends with "N passed, N failed". cmocka's tests are counted one by one, other programs as one.
set -u
[ $# -gt 0 ] || { echo "no test program"; exit 1; }
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

run_one() {
  local log="$1/$(basename "$2")"
  timeout 900 "$2" >"$log" 2>&1 </dev/null
  echo $? >"$log.status"
}
export -f run_one
printf '%s\n' "$@" | xargs -P "${JOBS:-2}" -I{} bash -c 'run_one "$0" "$1"' "$logs" {}

passed=0 failed=0
for program in "$@"; do
  log="$logs/$(basename "$program")"
  status=$(cat "$log.status" 2>/dev/null || echo "none")
  good=$(grep -c '^\[       OK \]' "$log")
  bad=$(grep -c '^\[  FAILED  \] [A-Za-z_]' "$log")
  # cmocka lists a failed test once where it fails and once at the end.
  bad=$(((bad + 1) / 2))
  if [ "$status" != 0 ]; then
    echo "--- $program: exit status $status"
    grep -v -e '^\[ RUN      \]' -e '^\[       OK \]' "$log"
    [ "$bad" -eq 0 ] && bad=1
  elif [ "$good" -eq 0 ]; then
    good=1
  fi
  passed=$((passed + good)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

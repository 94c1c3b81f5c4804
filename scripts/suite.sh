#!/bin/bash
# Runs one suite of checks: suite.sh BUILD_DIR NAME COMMAND...
# Quiet on success: one line. On failure the command's output, then the line. A command that ends
# with "N passed, N failed" is counted so, any other as one; exit status 77 means that it cannot run
# here, and its last line says why. The count is kept for check_all.sh.
set -u
build=$1 name=$2
shift 2
mkdir -p "$build/check"
log=$build/check/$name.log
started=$EPOCHREALTIME

passed=1 failed=0 verdict=ok
"$@" >"$log" 2>&1 </dev/null
status=$?
last=$(tail -n 1 "$log")
if [ $status -eq 77 ]; then
  printf 'skip  %-13s  %s\n' "$name" "$last"
  echo "0 0" >"$build/check/$name.count"
  exit 0
fi
if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
  passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
elif [ $status -ne 0 ]; then
  passed=0 failed=1
fi
if [ $status -ne 0 ] || [ "$failed" -ne 0 ]; then
  verdict=FAIL
  [ "$failed" -eq 0 ] && failed=1
  cat "$log"
fi

seconds=$(awk -v a="$started" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
printf '%-4s  %-13s  %6d passed, %d failed  %6s s\n' "$verdict" "$name" "$passed" "$failed" "$seconds"
printf '%d %d\n' "$passed" "$failed" >"$build/check/$name.count"
[ $verdict = ok ]

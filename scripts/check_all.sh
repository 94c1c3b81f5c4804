#!/bin/bash
# Builds, then runs every suite named: check_all.sh BUILD_DIR SUITE...
# A failing suite does not hide the others; the last line counts them all.
set -u
build=$1
shift
jobs=$(nproc 2>/dev/null || echo 1)
make=(make --no-print-directory "B=$build")
rm -rf "$build/check"
mkdir -p "$build/check"
started=$SECONDS

if ! "${make[@]}" -j"$jobs" all tests >"$build/check/build.log" 2>&1; then
  cat "$build/check/build.log"
  echo "FAIL  build"
  echo "0 passed, 1 failed"
  exit 1
fi
if grep -q 'warning:' "$build/check/build.log"; then
  grep -A 3 'warning:' "$build/check/build.log"
fi
printf 'ok    %-13s  %32d s\n' build $((SECONDS - started))

for suite in "$@"; do
  "${make[@]}" -j"$jobs" "$suite"
  [ -f "$build/check/$suite.count" ] || echo "0 1" >"$build/check/$suite.count"
done
awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' \
  "$build"/check/*.count

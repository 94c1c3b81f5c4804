#!/bin/bash
# fuzz.sh BUILD_DIR PROGRAM...            libFuzzer, FUZZ_SECONDS (60) each, from tests/fuzz/corpus/NAME
# fuzz.sh --replay BUILD_DIR PROGRAM...   the corpus once through programs built with a plain main
set -eu
replay=no
[ "$1" = --replay ] && { replay=yes; shift; }
build=$1
shift
[ $# -gt 0 ] || { echo "no fuzz program"; exit 1; }

for program in "$@"; do
  name=${program##*/} name=${name#fuzz_}
  seeds=tests/fuzz/corpus
  [ -d "$seeds/$name" ] && seeds=$seeds/$name
  if [ $replay = yes ]; then
    count=$(find "$seeds" -type f | wc -l)
    [ "$count" -gt 0 ] || { echo "no corpus for $name"; exit 1; }
    find "$seeds" -type f -print0 | sort -z | xargs -0 "$program"
    echo "$name: $count inputs"
  else
    mkdir -p "$build/corpus/$name" "$build/findings"
    "$program" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "$seeds"
  fi
done

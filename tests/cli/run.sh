#!/bin/bash
# Golden tests of the program: run.sh [--bin DIR] [--record] [NAME...]
#
# tests/cli/NAME.cmd is a shell script, often one line, run in tests/cli with `convstat` on PATH, an
# empty standard input, a clean environment and a fresh folder in TMPDIR. Expected are NAME.out,
# NAME.err (absent: empty) and the exit code in NAME.exit (absent: 0). --record writes them from
# what the program does now: read the difference before you keep it.
set -u
cd "$(dirname "$0")"
bin=../../build/release record=no
while [ $# -gt 0 ]; do
  case $1 in
    --bin) case $2 in /*) bin=$2 ;; *) bin=$OLDPWD/$2 ;; esac; shift 2 ;;
    --record) record=yes; shift ;;
    *) break ;;
  esac
done
bin=$(cd "$bin" && pwd) || exit 1
[ -x "$bin/convstat" ] || { echo "no program in $bin"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs case $2 into $1/NAME.{out,err,exit}.
run_case() {
  local got="$1/$2"
  mkdir "$got.tmp"
  env -i PATH="$CASE_BIN:/usr/local/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 TERM=dumb HOME=/nonexistent TMPDIR="$got.tmp" \
    timeout 120 bash "$2.cmd" >"$got.out" 2>"$got.err" </dev/null
  echo $? >"$got.exit"
  chmod -R u+rwX "$got.tmp" && rm -rf "$got.tmp"
}
export -f run_case
export CASE_BIN=$bin

# What is expected of case $1 as file .$2; an absent file means nothing, or exit code 0.
expected() {
  if [ -e "$1.$2" ]; then
    cat "$1.$2"
  elif [ "$2" = exit ]; then
    echo 0
  fi
}

record_case() {
  local part
  for part in out err exit; do
    cp "$work/$1.$part" "$1.$part"
    [ -s "$1.$part" ] || rm "$1.$part"
  done
  [ "$(cat "$1.exit")" != 0 ] || rm "$1.exit"
}

compare_case() {
  local part same=yes
  for part in exit err out; do
    if ! expected "$1" $part | diff -u --label "$1.$part expected" --label "$1.$part" - "$work/$1.$part"; then
      same=no
    fi
  done
  [ $same = yes ]
}

names=("$@")
if [ $# -eq 0 ]; then
  for file in *.cmd; do
    [ -e "$file" ] && names+=("${file%.cmd}")
  done
fi
# A bare chroot has no pseudo-terminals: cases that ask for one with script(1) are left out by name.
if ! script -qec true /dev/null >/dev/null 2>&1; then
  kept=()
  for name in "${names[@]}"; do
    if grep -q '\bscript -' "$name.cmd" 2>/dev/null; then
      echo "skip $name: no pseudo-terminal here"
    else
      kept+=("$name")
    fi
  done
  names=("${kept[@]}")
fi
[ ${#names[@]} -gt 0 ] || { echo "no golden case"; exit 1; }
printf '%s\n' "${names[@]}" | xargs -P "${JOBS:-2}" -I{} bash -c 'run_case "$0" "$1"' "$work" {}

passed=0 failed=0
for name in "${names[@]}"; do
  if [ ! -e "$name.cmd" ]; then
    echo "no such case: $name"
    failed=$((failed + 1))
  elif [ $record = yes ]; then
    record_case "$name"
  elif compare_case "$name"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done
for file in *.out *.err *.exit; do
  [ ! -e "$file" ] || [ -e "${file%.*}.cmd" ] || { echo "$file has no case"; failed=$((failed + 1)); }
done
[ $record = yes ] && { echo "${#names[@]} recorded"; exit 0; }
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]

#!/bin/bash
# Man pages pass mandoc's lint; completions parse in the shells that are there: check_manual.sh BUILD_DIR
set -u
build=$1
passed=0 failed=0

try() {
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "failed: $*"
    failed=$((failed + 1))
  fi
}

for page in "$build"/man/*.1; do
  try mandoc -T lint -W warning "$page"
done
try bash -n "$build/completion/convstat.bash"
for shell in zsh fish; do
  command -v $shell >/dev/null && try $shell -n "$build/completion/convstat.$shell"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]

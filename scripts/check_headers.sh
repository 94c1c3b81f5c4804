#!/bin/bash
# Every header compiles alone: all as C11 with gcc and clang, the public ones as C++11 too.
set -u
flags="-Iinclude -Isrc -Itests -D_POSIX_C_SOURCE=200809L -fsyntax-only $(pkg-config --cflags gsl libRmath libutf8proc)"
unit=$(mktemp --suffix=.c)
trap 'rm -f "$unit"' EXIT
passed=0 failed=0

try() {
  if "$@" $flags "$unit"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

for header in include/convstat/*.h src/*/*.h tests/support/*.h; do
  [ -e "$header" ] || continue
  short=${header#include/} short=${short#src/} short=${short#tests/}
  # Twice: the guard holds.
  case $header in
    include/*) printf '#include <%s>\n#include <%s>\n' "$short" "$short" >"$unit" ;;
    *) printf '#include "%s"\n#include "%s"\n' "$short" "$short" >"$unit" ;;
  esac
  try gcc -std=c11 -Wall -Wextra -Wpedantic -Werror
  try clang -std=c11 -Wall -Wextra -Wpedantic -Werror
  case $header in
    include/*) try g++ -std=c++11 -x c++ -Wall -Wextra -Wpedantic -Wold-style-cast -Werror ;;
  esac
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]

#!/bin/bash
# The shared library exports what include/convstat declares CVS_API, no more and no less; the
# archive defines no global name without the prefix and no changing global: check_symbols.sh BUILD_DIR
set -eu -o pipefail
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$build"/libconvstat.so.*.*.* | awk '{ print $NF }' | sort >"$work/exported"
# Comments go first; then each declaration ends at its semicolon and its name stands before "(".
cat include/convstat/*.h | tr '\n' ' ' | sed 's|/\*|\n/*|g; s|\*/|*/\n|g' | grep -v '^/\*' | tr '\n' ' ' |
  tr ';' '\n' | grep -o 'CVS_API .*' | grep -o 'cvs_[a-z0-9_]* *(' | tr -d ' (' | sort >"$work/declared"

failed=0
if ! diff "$work/declared" "$work/exported" >"$work/diff"; then
  sed -n 's/^< /declared, not exported: /p; s/^> /exported, not declared: /p' "$work/diff"
  failed=1
fi

# Prefix of everything that a static link would see.
if nm --defined-only --extern-only "$build/libconvstat.a" | awk 'NF == 3 { print $3 }' |
  grep -v '^cvs_' | sort -u >"$work/foreign"; then
  sed 's/^/global name without cvs_: /' "$work/foreign"
  failed=1
fi

# Changing globals live in .data, .bss or thread storage; constants that hold addresses are in
# .data.rel.ro and stay as they are.
if objdump -t "$build/libconvstat.a" |
  awk '$0 ~ / O / && $0 ~ /[ \t]\.(data|bss|tdata|tbss)/ && $0 !~ /\.data\.rel\.ro/ { print "changing global: " $NF }' |
  grep .; then
  failed=1
fi

echo "$(wc -l <"$work/exported") symbols exported"
exit $failed

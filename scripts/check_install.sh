#!/bin/bash
# Installs into an empty folder, builds the README's C example against it through pkg-config (shared
# and static), runs both and the program, uninstalls, and looks for leftovers: check_install.sh BUILD_DIR
set -eu -o pipefail
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root prefix=/opt/convstat
installer=(make --no-print-directory "B=$build" "DESTDIR=$root" "PREFIX=$prefix" "LIBDIR=$prefix/lib")
"${installer[@]}" install

# The first C block of the README, and the text block after it, which is its output.
awk '/^```c$/ { on = 1; next } /^```/ && on { exit } on' README.md >"$work/example.c"
awk '/^```c$/ { after = 1 } after && /^```text$/ { on = 1; next } /^```/ && on { exit } on' README.md >"$work/expected"
[ -s "$work/example.c" ] && [ -s "$work/expected" ]

export PKG_CONFIG_PATH=$root$prefix/lib/pkgconfig
flags=(-std=c11 -Wall -Wextra -Wpedantic -Werror)
read -r -a shared <<<"$(pkg-config --define-prefix --cflags --libs convstat)"
gcc "${flags[@]}" "$work/example.c" -o "$work/shared" "${shared[@]}"
LD_LIBRARY_PATH=$root$prefix/lib "$work/shared" | diff "$work/expected" -
readelf -d "$work/shared" | grep -q 'NEEDED.*libconvstat\.so\.[0-9]*\]'

# Static: our archive by name, so that a shared library beside it is not taken.
read -r -a static <<<"$(pkg-config --define-prefix --static --cflags --libs convstat)"
gcc "${flags[@]}" "$work/example.c" -o "$work/static" "${static[@]/#-lconvstat/-l:libconvstat.a}"
"$work/static" | diff "$work/expected" -
! readelf -d "$work/static" | grep -q 'libconvstat'

# The program stands alone, and all that goes with it is there.
"$root$prefix/bin/convstat" --version
! readelf -d "$root$prefix/bin/convstat" | grep -q 'libconvstat'
for file in share/man/man1/convstat.1 share/man/man1/convstat-test.1 share/convstat/schema/test.schema.json \
  share/bash-completion/completions/convstat share/doc/convstat/LICENSE; do
  [ -s "$root$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
"${installer[@]}" uninstall
left=$(find "$root" ! -type d)
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }

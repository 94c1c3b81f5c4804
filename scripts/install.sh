#!/bin/bash
# install.sh install|uninstall, with B, DESTDIR, PREFIX, LIBDIR, VERSION, PACKAGES of the Makefile.
# One list says what goes where; uninstall walks the same list.
set -eu
action=$1 build=$B root=$DESTDIR prefix=$PREFIX libdir=$LIBDIR version=$VERSION
soname=libconvstat.so.${version%%.*}
pc=$(mktemp)
trap 'rm -f "$pc"' EXIT
# Made now, for it holds the prefix of this very installation; relative to it where it can be, so
# that the tree may be moved.
sed -e "s|@PREFIX@|$prefix|; s|@LIBDIR@|${libdir/#"$prefix/"/\${prefix\}/}|; s|@VERSION@|$version|; s|@PACKAGES@|$PACKAGES|" scripts/convstat.pc.in >"$pc"

# put MODE SOURCE TARGET
put() {
  if [ "$action" = install ]; then
    install -D -m "$1" "$2" "$root$3"
  else
    rm -f "$root$3"
  fi
}
# alias_of NAME TARGET
alias_of() {
  if [ "$action" = install ]; then
    ln -sf "$1" "$root$2"
  else
    rm -f "$root$2"
  fi
}

put 755 "$build/convstat" "$prefix/bin/convstat"
put 644 "$build/libconvstat.a" "$libdir/libconvstat.a"
put 644 "$build/libconvstat.so.$version" "$libdir/libconvstat.so.$version"
alias_of "libconvstat.so.$version" "$libdir/$soname"
alias_of "$soname" "$libdir/libconvstat.so"
put 644 "$pc" "$libdir/pkgconfig/convstat.pc"
for header in include/convstat/*; do
  put 644 "$header" "$prefix/include/convstat/${header##*/}"
done
for schema in src/report/schema/*.schema.json; do
  put 644 "$schema" "$prefix/share/convstat/schema/${schema##*/}"
done
for page in "$build"/man/*.1; do
  put 644 "$page" "$prefix/share/man/man1/${page##*/}"
done
put 644 "$build/completion/convstat.bash" "$prefix/share/bash-completion/completions/convstat"
put 644 "$build/completion/convstat.zsh" "$prefix/share/zsh/site-functions/_convstat"
put 644 "$build/completion/convstat.fish" "$prefix/share/fish/vendor_completions.d/convstat.fish"
put 644 README.md "$prefix/share/doc/convstat/README.md"
put 644 LICENSE "$prefix/share/doc/convstat/LICENSE"

if [ "$action" = uninstall ]; then
  for folder in include/convstat share/convstat/schema share/convstat share/doc/convstat; do
    rmdir "$root$prefix/$folder" 2>/dev/null || true
  done
fi

try() {
  convstat test "$@" control=5/10 new=6/10
  echo "exit $?" >&2
}
try --metod score
try --conf 95%
try --nonsense
try -x
try -qx
try --method --ascii
try --explain=yes
try --quiet -fjson --format csv
convstat test --method
echo "exit $?" >&2
convstat test a=5/10 b=6/10 -f
echo "exit $?" >&2

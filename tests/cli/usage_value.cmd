try() {
  convstat test "$@" control=5/10 new=6/10
  echo "exit $?" >&2
}
try --method scroe
try --interval wilson
try --rate-interval score
try --adjust tukey
try --alternative both
try --pairs some
try --margin-scale rate
try --format jsn
try --color=
try --fail-on srm,continue
try --fail-on srm,,harm
try --alpha 0
try --alpha 5
try --alpha 5pp
try --confidence 95
try --mde 1.5
try --mde 0
try --mde -5%
try --mde five
try --margin 2%
try --margin -100%
try --equivalence 2
try --equivalence 2%,-2%
try --equivalence -2%
try --allocation control=90,control=10
try --allocation control=90,10
try --allocation control=0,new=1
try --allocation control,new
try --seed 1.5
try --seed -1
try --threads 0
try --threads 2k
try --control ''
try --method $'a\nb\033[31m'
try --adjust "$(printf 'x%.0s' {1..3000})"
try --"$(printf 'x%.0s' {1..3000})"

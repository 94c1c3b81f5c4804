try() {
  convstat test "$@" control=5/10 new=6/10
  echo "exit $?" >&2
}
try --alpha 0.05 --confidence 90%
try --margin -2% --equivalence 2%
try --margin-scale difference
try --margin -0.5pp --margin-scale lift
try --equivalence -2%,0.5pp
try --equivalence 200% --margin-scale difference
try --margin -2% --alternative greater
try --equivalence 2% --pairs all
try --equivalence 2% --alpha 0.6
try --adjust dunnett --method fisher
try --adjust dunnett --pairs all
try --pairs all --alternative less
try --allocation 90,10
try --by device
try --stratify device
try --delimiter ';'

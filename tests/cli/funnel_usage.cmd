# What cannot be meant: exit code 2, one sentence, nothing on standard output.
try() {
  convstat funnel "$@" ../../datasets/checkout.csv
  local code=$?
  [ $code = 2 ] || echo "exit code $code" >&2
}
try --steps product,cart,purchase --benchmark cart
try --steps product,cart,purchase --benchmark cart=140%
try --steps product,cart,purchase --benchmark =40%
try --steps product,cart,purchase --benchmark basket=40%
try --steps product,cart,purchase --benchmark cart=40%,cart=50%
try --steps product,cart,purchase --what-if cart=0
try --steps product,cart,purchase --what-if cart=-100%
try --steps product,cart,purchase --what-if cart=1.5
try --steps product,cart,purchase --what-if basket=5%
try --steps product,cart,purchase --cost cart=-1
try --steps product,cart,purchase --cost cart=5%
try --steps product,cart,purchase --cost basket=1
try --cost basket=1
try --steps product,cart,purchase --value-per-conversion 0
try --steps product,cart,purchase --value-per-conversion 5 --value visitors
try --optional cart
try --steps product,cart,purchase --optional basket
try --steps product,cart,purchase --optional purchase
try --steps product,cart,purchase --optional cart --order any
try --steps product,cart,purchase --censor
try --steps product,cart,purchase --censor --window 7d --order any
try --steps product,cart,purchase --censor --window 7d --optional cart
try --steps product,cart,purchase --window-from previous
try --steps product,cart,purchase --order any --what-if cart=5%
try --steps product,cart,purchase --order any --benchmark cart=40%
try --steps product,cart,purchase --optional cart --what-if cart=5%
try --steps product,cart,purchase --goal cart
try --steps product,cart,purchase --adjust dunnett
try --steps product,cart,purchase --stratify device
try --steps product,cart,purchase --margin -2%
try --steps product,cart,purchase --pairs all
try --steps product,cart,purchase --fail-on continue
try --steps product,cart,purchase --order loose
try --steps product,cart,purchase --times maybe
convstat funnel --steps a,b control=5/10 new=6/10
convstat funnel control=5/10 new=6/10

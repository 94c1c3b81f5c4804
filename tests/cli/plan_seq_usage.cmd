# What cannot be meant: exit code 2, one sentence, nothing on standard output, no file.
try() {
  echo "plan $*" >&2
  convstat plan --baseline 10% "$@"
  local code=$?
  [ $code = 2 ] || echo "exit code $code" >&2
}
cd "$TMPDIR" || exit
try --lift 5% --looks 1
try --lift 5% --looks 51
try --lift 5% --looks 3 --look-times 50%,1
try --lift 5% --look-times 1
try --lift 5% --look-times 50%,80%
try --lift 5% --look-times 50%,50%,1
try --lift 5% --look-times 0.01%,1
try --lift 5% --look-times 0,1
try --lift 5% --look-times "$(seq -s, 0.01 0.01 0.51),1"
try --lift 5% --spending obf
try --lift 5% --bounds pocock
try --lift 5% --futility binding
try --lift 5% --save plan.json
try --lift 5% --looks 3 --spending foo
try --lift 5% --looks 3 --spending obf:2
try --lift 5% --looks 3 --spending kim-demets
try --lift 5% --looks 3 --spending kim-demets:x
try --lift 5% --looks 3 --spending kim-demets:0.05
try --lift 5% --looks 3 --spending hsd:50
try --lift 5% --looks 3 --bounds wang-tsiatis:0.6
try --lift 5% --looks 3 --bounds obf
try --lift 5% --looks 3 --spending obf --bounds pocock
try --lift 5% --looks 3 --beta-spending obf
try --lift 5% --looks 3 --futility maybe
try --lift 5% --looks 3 --futility binding --beta-spending obrien-fleming
try --lift -5% --looks 3 --futility binding
try --lift 5% --looks 3 --exact
try --lift 5% --looks 3 --method fisher
try --lift 5% --looks 3 --method g
try --looks 3 --margin -2%
try --looks 3 --equivalence 2%
try --lift 5% --looks 3 --arms 3 --adjust dunnett
try --lift 5% --looks 3 --alpha 1e-13
try --lift 5% --looks 3 --table --save plan.json
try --lift 5% --looks 3 --save -
convstat plan --reach 100%,40% --lift 10% --looks 3
convstat plan --from x.csv --by device --lift 10% --looks 3 --save plan.json
ls -A

# What cannot be meant: exit code 2, one sentence, nothing on standard output.
try() {
  echo "plan $*" >&2
  convstat plan "$@"
  local code=$?
  [ $code = 2 ] || echo "exit code $code" >&2
}
try
try --baseline 3%
try --baseline 0 --lift 10%
try --baseline 150% --lift 10%
try --baseline 3%,4% --lift 10%
try --baseline 3% --lift 10%,20%
try --baseline 3% --lift 1.5
try --baseline 3% --lift 0
try --baseline 3% --lift -150%
try --baseline 3% --difference 2
try --baseline 3% --lift 10% --difference 1pp
try --baseline 3% --lift 10% --power 80% --sample-size 1000
try --baseline 3% --lift 10% --power 4%
try --baseline 3% --lift 10% --sample-size 1
try --baseline 3% --lift 10% --sample-size 3 --arms 4
try --baseline 60% --lift 80%
try --baseline 3% --margin -5pp
try --baseline 97% --equivalence 5pp
try --baseline 3% --lift 10% --margin -2% --alternative greater
try --baseline 3% --lift -10% --alternative greater
try --baseline 3% --lift 10% --alternative less
try --baseline 3% --lift 10% --alternative greater --alpha 60%
try --baseline 3% --lift 10% --arms 1
try --baseline 3% --lift 10% --arms 21
try --baseline 3% --lift 10% --allocation 1,2,3
try --baseline 3% --lift 10% --allocation control=90,new=10
try --baseline 3% --lift 10% --arms 3 --adjust holm
try --baseline 3% --lift 10% --arms 3 --adjust dunnett --method fisher
try --baseline 3% --lift 10% --method t-test
try --baseline 3% --lift 10% --icc 0.1
try --baseline 3% --lift 10% --icc 2 --cluster-size 10
try --baseline 3% --lift 10% --icc 0.1 --cluster-size 0.5
try --baseline 3% --lift 10% --cluster-cv 0.5
try --baseline 3% --lift 10% --start 2026-12-01
try --baseline 3% --lift 10% --traffic 100 --start 2026-02-30
try --baseline 3% --lift 10% --traffic 100 --traffic-share 0
try --baseline 3% --lift 10% --traffic 100 --traffic-share 50%,50%
try --baseline 3% --reach 100%,40% --lift 10%
try --reach 100%,40% --sample-size 1000
try --reach 90%,40% --lift 10%
try --reach 100%,40%,50% --lift 10%
try --reach 100%,100% --lift 10%
try --reach 100% --lift 10%
try --reach 100%,40% --lift 10% --margin -2%
try --reach 100%,40% --lift 10% --step 3
try --reach 100%,40% --lift 10% --step first
try --reach 100%,40% --lift 10% --table
try --baseline 3% --lift 10% --step 2
try --baseline 3% --from x.csv --lift 10%
try --reach 100%,40% --from x.csv --lift 10%
try --baseline 3% --lift 10% --by device
try --baseline 3% --lift 10% --control a
try --from x.csv --table --by device --lift 10%
try --baseline 3% --lift 10% --fail-on srm
try --baseline 3% --lift 10% results.csv
convstat plan --table --baseline 3% --lift "$(seq -s, 1 1001 | sed 's/,/%,/g')%"
[ $? = 2 ]

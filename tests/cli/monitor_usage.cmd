# Usage is found before anything is read: exit code 2, nothing on standard output.
try() {
  convstat monitor "$@" no_such_file.csv
  echo "-> $?"
}
try --design anytime --sprt
try --looks 3
try --looks 3 --sprt --max-sample-size 10k
try --design group-sequential
try --sprt
try --maxsprt
try --maxsprt --horizon 100 --mde 5%
try --horizon 100
try --target 5%
try --tune-at 1000
try --mde 5% --tune-at 1000
try --every-day
try --ended
try --accept-revision
try --allocation-change 2025-01-01
try --allocation-change 2025-01-01=A=50,B=50 --sequence msprt
try --allocation 90,10
try --spending pocock
try --alpha 0
try --plan plan.json --sprt
try --plan plan.json --looks 3
try --looks 3 --max-sample-size 10k --every-day --bounds pocock
convstat monitor a=1/10 b=2/10
echo "-> $?"

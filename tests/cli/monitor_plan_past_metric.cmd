# A plan from past counts knows its control and what was counted; a file with other ones is refused.
cd "$TMPDIR" || exit
sed 's/conversions/signups/' "$OLDPWD/../../datasets/daily.csv" >signups.csv
convstat plan --from signups.csv --lift 10% --looks 2 --save plan.json >/dev/null || exit
try() {
  convstat monitor -q --plan plan.json "$@" >/dev/null
  echo "-> $?"
}
try signups.csv
try --control demo-first signups.csv
sed 's/signups/orders/' signups.csv >orders.csv
try orders.csv
sed 's/control/original/' signups.csv >other_control.csv
try other_control.csv

# The looks of a plan, one by one; the ledger says what each has spent, and is not touched where a run fails.
cd "$TMPDIR" || exit
data=daily.csv
cp "$OLDPWD/../../datasets/daily.csv" .
convstat plan --baseline 12% --lift 8% --looks 4 --save plan.json >/dev/null || exit
for rows in 21 33 45 57; do
  head -$rows "$data" >so_far.csv
  convstat monitor -q --plan plan.json --ledger looks.json so_far.csv || exit
done
sed 's/"digest": *"[^"]*"/"digest": "..."/g; s/"plan": *"[^"]*"/"plan": "..."/g' looks.json
convstat monitor -q --ledger no/such/looks.json so_far.csv
echo "-> $?"
convstat monitor --ledger looks.json -o looks.json so_far.csv
echo "-> $?"
convstat monitor --ledger so_far.csv so_far.csv
echo "-> $?"

# A plan that was edited afterwards is noticed.
cd "$TMPDIR" || exit
data=$OLDPWD/../../datasets
convstat plan --baseline 12% --lift 8% --looks 4 --save plan.json >/dev/null || exit
sed 's/"alpha": *0.05/"alpha": 0.1/' plan.json >edited.json
cmp -s plan.json edited.json && echo "not edited"
convstat monitor --plan edited.json "$data/daily.csv"
echo "-> $?"
convstat monitor --plan none.json "$data/daily.csv"
echo "-> $?"

# Edited numbers: shown however large, or refused with their place. They used to overrun a buffer, or to crash; and what
# contradicts itself was shown: a ship beside p = 0.4, a rate that is not that of its counts, more users at a step than
# at the one before.
cd "$TMPDIR" || exit
edit() {
  sed "$1" "$2" >r2.json
  cmp -s r2.json "$2" && echo "nothing was edited" >&2
  convstat report -f text r2.json | grep "$3"
  echo "exit ${PIPESTATUS[0]}" >&2
}
convstat plan -f json --baseline 3% --lift 10% >plan.json
convstat test -f json --mde 5% control=5000/50000 green=5605/50000 >test.json
convstat bayes -f json control=5000/50000 green=5605/50000 >bayes.json
convstat monitor -f json "$OLDPWD/../../datasets/daily.csv" >monitor.json
convstat funnel -f json "$OLDPWD/../../datasets/checkout.csv" >funnel.json
edit 's/"critical_value": .*/"critical_value": 1e300,/' plan.json '^PLAN'
edit 's/"mde": 0.05/"mde": 1e300/' test.json '^SHIP'
edit 's/"lift_sd": 0.[0-9]*/"lift_sd": 1.7e308/' bayes.json 'sceptic'
edit '0,/"alpha": 0.05/!s/"alpha": 0.05/"alpha": 1e300/' monitor.json x
edit '0,/"estimate": 0.0/s//"estimate": 17.0/' monitor.json x
edit '0,/"upper": 0[.]/s//"upper": 12./' funnel.json x
edit 's/"odds_ratio": "[a-z]*"/"odds_ratio": null/' funnel.json x
edit '0,/"lower": 0.09/s//"lower": 0.99/' test.json x
edit '0,/"estimate": 0.1,/s//"estimate": 0.2,/' test.json x
convstat test -f json control=5000/50000 green=5105/50000 >test.json
edit '/"treatment": null/s/null/"green"/;/"code": "inconclusive"/s/inconclusive/ship/' test.json x
edit '/"code": "inconclusive"/s/inconclusive/keep/' test.json x
edit '0,/"visitors": 50000/s//"visitors": 100000/' test.json x
edit '0,/"users": [1-9][0-9]*/s//"users": 9000000/' funnel.json x
edit '0,/"lost": [1-9][0-9]*/s//"lost": 1000000000/' funnel.json x
printf 'user,variant,time,event\n' >skips.csv
for i in $(seq 1 400); do
  [ $((i % 2)) = 0 ] && v=A || v=B
  printf 'u%d,%s,2024-01-01T01:00:00Z,view\n' "$i" $v
  [ $v = A ] || [ $((i % 3)) = 0 ] && printf 'u%d,%s,2024-01-01T02:00:00Z,cart\n' "$i" $v
  [ $((i % 5)) = 0 ] && printf 'u%d,%s,2024-01-01T03:00:00Z,buy\n' "$i" $v
done >>skips.csv
convstat funnel -f json --steps view,cart,buy skips.csv >skips.json
edit 's/"unequal": true/"unequal": false/' skips.json x
edit '/"skips": {/,/}/s/"step": "cart"/"step": "buy"/' skips.json x
edit '0,/"skipped": [1-9][0-9]*/s//"skipped": 1000000000/' skips.json x

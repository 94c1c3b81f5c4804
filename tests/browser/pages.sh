#!/bin/bash
# Makes a page of every kind: pages.sh DIR; convstat is on PATH.
set -eu -o pipefail
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/../../datasets"

page() { # page NAME COMMAND...
  local name=$1
  shift
  convstat "$@" -f html -o "$out/$name.html"
}

page test test --mde 5% control=5000/50000 green=5105/50000
page test_by test --by device segments.csv
page test_five_arms test five_arms.csv
page test_strata test --stratify device segments.csv
page test_broken test broken_split.csv
page test_dated test daily.csv
page test_hebrew test names_hebrew_cyrillic.csv
page test_quiet test -q landing_page.csv
page count count daily.csv
page bayes bayes landing_page.csv
page bayes_five_arms bayes five_arms.csv
page plan plan --baseline 10% --lift 5% --traffic 1000
page plan_table plan --table --baseline 1%,2%,5%,10% --lift 2%,5%,10%,20%,50%
page plan_looks plan --baseline 10% --lift 5% --traffic 1000 --looks 5 --futility nonbinding
page monitor monitor stops_early.csv
page monitor_looks monitor --looks 4 --max-sample-size 40k --compare daily.csv
page monitor_by monitor --by device users.csv
page rank rank ideas.csv
page funnel funnel checkout.csv
page funnel_by funnel --by device checkout.csv
page funnel_events funnel --steps visit,signup,demo,payment --window 7d events.csv

# Saved results, in one page and as a folder's page.
saved=$(mktemp -d)
trap 'rm -rf "$saved"' EXIT
convstat test --by device -f json segments.csv >"$saved/checkout.json"
convstat bayes -f json landing_page.csv >"$saved/landing, \"new\" & <b>bold.json"
convstat monitor -f json stops_early.csv >"$saved/תמחור.json"
page report report --title "Tests of the spring" "$saved"/*.json
page report_index report --index "$saved"

# Fifty arms, with the figures of a large site.
{
  echo variant,visitors,conversions
  for arm in $(seq 0 49); do
    echo "variant-$arm,$((1000000000 + arm * 12345)),$((52345678 + arm * 7919 % 41 * 10000))"
  done
} | page test_fifty_arms test --control variant-0 -

# Names that are no names: markup, quotes, bidi controls, control characters, ten thousand letters.
{
  echo variant,visitors,conversions
  echo control,10000,1000
  echo '"<script>alert(1)</script>""\'"'"'&amp;",10000,1100'
  printf '\xe2\x80\xaeevil\xe2\x80\xac \x07 \xef\xbb\xbf \xef\xbf\xbf,10000,1000\n'
  printf '%010000d,10000,900\n' 0
  printf 'name with spaces %.0s' $(seq 600)
  echo ,10000,1300
  echo '"כפתור ירוק (חדש) 100%",10000,1150'
  echo '<img src=http://example.com/x.png onerror=alert(1)>,10000,1010'
  echo '漢字の長い名前は幅が二倍になりますので注意してください,10000,990'
} >"$out/hostile.csv"
page test_hostile test --control control "$out/hostile.csv"
page bayes_hostile bayes --control control "$out/hostile.csv"
page hostile_by test --by variant --variant arm - < <(
  awk -F '\t' 'NR == 1 { print "variant,arm,visitors,conversions"; next }
    { name = $0; sub(/,[0-9]+,[0-9]+$/, "", name); print name ",a,1000,100"; print name ",b,1000,120" }' \
    "$out/hostile.csv"
)
rm "$out/hostile.csv"

# Gates: harm at the end, nothing significant, a funnel of one arm.
try() {
  convstat funnel -q --steps visit,payment "$@" >/dev/null
  echo "exit $?"
}
cd "$TMPDIR"
printf 'variant,visitors,visit,payment\ncontrol,10000,6000,900\nnew,10000,6000,640\n' >worse.csv
printf 'variant,visitors,visit,payment\ncontrol,1000,600,90\nnew,1000,600,91\n' >open.csv
printf 'visit,payment\n600,90\n' >one.csv
try --fail-on harm worse.csv
try --fail-on srm worse.csv
try --fail-on not-significant open.csv
try --fail-on harm,data-quality open.csv
try --fail-on not-won one.csv

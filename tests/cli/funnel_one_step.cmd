# A funnel of one step is what 'convstat test' makes of it.
data='variant,visitors,payment\ncontrol,10000,600\nnew,10100,680\nthird,9900,590\n'
figures() { grep -v heterogeneity | grep -E '"(p_value|p_value_adjusted|ln_p_value|statistic|verdict|detectable_lift)"' | tr -d ' ,' | sort -u; }
printf "$data" | convstat test -f json --conversions payment | sed -n '/"comparisons"/,$p' | figures >"$TMPDIR/test"
printf "$data" | convstat funnel -f json --steps payment | sed -n '/"comparisons"/,/"bottleneck"/p' | figures >"$TMPDIR/funnel"
cmp "$TMPDIR/test" "$TMPDIR/funnel" && cat "$TMPDIR/funnel"

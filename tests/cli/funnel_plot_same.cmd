# A picture beside the answer leaves the answer as it is: what stands on pages alone does not come to text.
for format in text markdown; do
  convstat funnel -f $format ../../datasets/checkout.csv >"$TMPDIR/alone"
  convstat funnel -f $format --plot "$TMPDIR/p.svg" ../../datasets/checkout.csv >"$TMPDIR/beside"
  cmp "$TMPDIR/alone" "$TMPDIR/beside" && grep -c 'drop off' "$TMPDIR/beside"
done

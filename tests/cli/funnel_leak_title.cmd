# The title of the table keeps its verb: the name is cut. It once read "where the page with...".
cd "$TMPDIR" || exit
printf 'variant,visitors,step.a,step.b\nthe page with the old button,5000,4500,900\nnew,5000,4520,1010\n' >counts.csv
convstat funnel --control 'the page with the old button' counts.csv | grep '^where'
sed 's/the page with the old button/A/' counts.csv | convstat funnel | grep '^where'

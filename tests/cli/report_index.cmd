# Newest first, by the last day of the data where there is one; what cannot be read, or contradicts itself, is listed
# too. The treatment is the one that the verdict names: of A, B and C it once was the first.
cd "$TMPDIR" || exit
mkdir results
convstat test -f json control=5000/50000 green=5605/50000 >"results/a b#1 <i>.json"
convstat test -f json --by device "$OLDPWD/../../datasets/segments.csv" >results/segments.json
convstat monitor -f json "$OLDPWD/../../datasets/daily.csv" >results/בדיקה.json
convstat plan -f json --baseline 3% --lift 10% >results/plan.json
convstat report -o results/plan.html results/plan.json
convstat plan -f json --table --baseline 3%,4% --lift 10%,20% >results/plans.json
convstat test -f json A=600/10000 B=560/10000 C=660/10000 >results/three.json
convstat bayes -f json A=600/10000 B=560/10000 C=640/10000 >results/belief.json
convstat funnel -f json "$OLDPWD/../../datasets/checkout.csv" >results/funnel.json
convstat test -f json A=600/10000 B=700/9000 >results/split.json
sed '/"verdict"/!s/"inconclusive"/"ship"/;s/"treatment": null/"treatment": "B"/' results/three.json >results/edited.json
echo '{' >results/broken.json
echo '{}' >results/other.json
: >results/notes.txt
touch -d 2024-03-01T12:00:00Z results/a* results/plan.json results/plans.json results/[bfst]*.json results/edited.json
touch -d 2024-07-01T12:00:00Z results/segments.json
convstat report --index results --title "Tests & more" | sed -n '/<main/,/<\/main/p'
convstat report --index results -o page.html && grep -o 'href="[^"#]*"' page.html | head -2

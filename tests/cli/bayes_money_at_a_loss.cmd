convstat bayes --value-per-conversion 40 --traffic 4000 --horizon 180d --cost-of-change 400000 ../../datasets/landing_page.csv
convstat bayes -q -f csv --fail-on not-won --value-per-conversion 40 --traffic 4000 --horizon 180d --cost-of-change 400000 ../../datasets/landing_page.csv >/dev/null
echo "exit $?"

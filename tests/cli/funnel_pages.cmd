# A file a page, of users who visited it: no time, no variant but in the file that says who there is. Counted by hand:
# of the 3 on Desktop 3, 2 and 1 get through, of the 2 on Mobile 2, 1 and 0.
cd "$TMPDIR"
printf 'user_id,date,device\n1,2015-01-02,Desktop\n2,2015-01-02,Desktop\n3,2015-01-03,Desktop\n4,2015-01-03,Mobile\n5,2015-01-04,Mobile\n' >users.csv
printf 'user_id,page\n3,home\n1,home\n2,home\n4,home\n5,home\n' >home.csv
printf 'user_id,page\n2,search\n3,search\n4,search\n' >search.csv
printf 'user_id,page\n3,pay\n5,pay\n' >pay.csv
pages="--steps home,search,pay --event page"
try() {
  convstat "$@"
  echo "exit $?" >&2
}
convstat count $pages home.csv search.csv pay.csv
convstat count $pages --assignments users.csv home.csv search.csv pay.csv
convstat count $pages --assignments users.csv --variant device home.csv search.csv pay.csv
convstat count --steps home,search,pay --event @file --assignments users.csv --variant device home.csv search.csv pay.csv
convstat count $pages --order any --assignments users.csv --variant device home.csv search.csv pay.csv
convstat count --goal pay --event page --by-day exposure --time date --assignments users.csv --variant device home.csv search.csv pay.csv
convstat test --goal pay --event page --assignments users.csv --variant device -f csv home.csv search.csv pay.csv | cut -d, -f1-6
convstat funnel $pages --assignments users.csv --variant device home.csv search.csv pay.csv | sed -n 1,30p
try funnel $pages --window 7d --assignments users.csv --variant device home.csv search.csv pay.csv
try funnel $pages --exclude help --assignments users.csv --variant device home.csv search.csv pay.csv
try funnel $pages --assignments users.csv --variant devise home.csv search.csv pay.csv
try funnel --steps home,pay --event @file --variant @file home.csv pay.csv
try funnel --steps home,pay --event @file <home.csv
try count --goal pay --event page --by-day exposure home.csv pay.csv

# Looks are kept. The next day is one more line; a past day that has changed is refused until it is accepted.
cd "$TMPDIR" || exit
data=daily.csv
cp "$OLDPWD/../../datasets/daily.csv" .
look() {
  convstat monitor -q --ledger looks.json "$@"
  echo "-> $?, lines: $(wc -l <looks.json)"
}
head -41 "$data" >twenty.csv
head -43 "$data" >twentyone.csv
look twenty.csv
look twenty.csv
look twentyone.csv
sed '2s/,79$/,97/' "$data" >edited.csv
cp looks.json before.json
look edited.csv
cmp looks.json before.json
look --accept-revision edited.csv
look edited.csv
look --alpha 0.1 edited.csv
look "$data"

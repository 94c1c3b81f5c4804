# A file that has lost days at its end is told from one whose counts have changed.
cd "$TMPDIR" || exit
cp "$OLDPWD/../../datasets/daily.csv" .
convstat monitor -q --ledger looks.json daily.csv
head -21 daily.csv >short.csv
convstat monitor -q --ledger looks.json short.csv

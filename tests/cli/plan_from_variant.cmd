# Without a variant column `plan` has one population; a date is no variant, and `test` needs one.
history=$TMPDIR/history.csv
printf 'date,visitors,conversions\n2024-01-01,1000,90\n2024-01-02,1000,110\n' >"$history"
cd "$TMPDIR" || exit
convstat plan --from history.csv --lift 10% --variant date
echo "exit code $?" >&2
convstat plan --from history.csv --lift 10% --variant page
echo "exit code $?" >&2
convstat test history.csv
echo "exit code $?" >&2

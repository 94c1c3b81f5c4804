# JSON has a group a plan, the picture beside it one table.
convstat plan -f json --plot "$TMPDIR/table.svg" --table --baseline 5% --lift 10%,20% >"$TMPDIR/with.json"
convstat plan -f json --table --baseline 5% --lift 10%,20% | cmp - "$TMPDIR/with.json" && echo the same plans
grep -c "<svg class" "$TMPDIR/table.svg"

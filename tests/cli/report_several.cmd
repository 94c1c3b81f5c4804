convstat test -f json control=5000/50000 green=5605/50000 >"$TMPDIR/button.json"
convstat plan -f json --baseline 3% --lift 10% >"$TMPDIR/next test.json"
convstat report -f markdown "$TMPDIR/button.json" "$TMPDIR/next test.json"

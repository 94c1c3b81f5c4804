# A result of an earlier version lacks what was added later: it is read all the same.
convstat plan -f json --from ../../datasets/daily.csv --lift 5% | grep -v '"baseline_variant"' | convstat report -f text | head -5

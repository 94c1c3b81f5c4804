# The plan goes to a file, whole, beside what is printed; the same words give the same bytes.
cd "$TMPDIR" || exit
convstat plan --baseline 10% --lift 5% --looks 3 --futility nonbinding --save plan.json -f json >/dev/null || exit
convstat plan --baseline 10% --lift 5% --looks 3 --futility nonbinding --save again.json -q >/dev/null || exit
cmp plan.json again.json && ls -A

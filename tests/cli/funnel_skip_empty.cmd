# What --on-error skip leaves out, by reason: an empty count is missing, a word is no number.
printf '%s\n' variant,visitors,view,pay a,100,50,10 b,,50,10 b,x,50,10 b,100,,10 b,100,60,20 >"$TMPDIR/holes.csv"
convstat funnel --on-error skip --steps view,pay -f json "$TMPDIR/holes.csv" | tr -d ' \n' | grep -o '"rows_skipped":{[^}]*}\|"rows_skipped":[0-9]*'

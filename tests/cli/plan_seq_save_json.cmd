# -f json: what is saved holds a schema of its own.
convstat plan --baseline 10% --lift 10% --arms 3 --allocation 50,25,25 --look-times 40%,1 --bounds obrien-fleming --save "$TMPDIR/plan.json" >/dev/null &&
  cat "$TMPDIR/plan.json"

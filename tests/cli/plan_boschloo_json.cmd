convstat plan --baseline 5% --difference 20pp --method boschloo -f json

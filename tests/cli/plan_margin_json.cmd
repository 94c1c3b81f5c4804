convstat plan --baseline 10% --margin -5% --lift 1% -f json

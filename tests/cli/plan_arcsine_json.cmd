convstat plan --baseline 10% --lift 20% --method arcsine -f json

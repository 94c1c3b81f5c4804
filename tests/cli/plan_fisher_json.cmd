convstat plan --baseline 10% --lift 50% --method fisher -f json

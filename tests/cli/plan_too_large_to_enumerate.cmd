convstat plan --baseline 3.2% --lift 10% --method fisher

convstat plan --baseline 3.2% --lift 10% --arms 4 --adjust sidak -f json

convstat plan --baseline 3.2% --lift 10% --looks 3 --traffic 4000 --start 2026-12-01 -f json

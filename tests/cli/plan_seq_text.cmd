convstat plan --baseline 3.2% --lift 10% --looks 4 --futility nonbinding --traffic 4000 --start 2026-12-01

convstat plan --table --baseline 60% --lift 20%,80% --looks 2 -f csv

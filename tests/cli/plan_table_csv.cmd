convstat plan --table --baseline 1%,60% --lift 80% -f csv

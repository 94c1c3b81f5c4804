convstat plan --table --baseline 1%,60% --lift 10%,80% -f markdown

convstat plan --table --baseline 1%,3%,60% --lift 5%,80% --looks 5 --traffic 1000

convstat plan --table --baseline 1%,3%,5% --lift 5%,10%,20% --traffic 5000

convstat plan --table --baseline 1%,3%,5% --sample-size 50k

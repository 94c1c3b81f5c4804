convstat plan --baseline 3.2% --sample-size 100k --alternative less -f json

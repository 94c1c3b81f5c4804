convstat plan --baseline 10% --margin -10% --power 90% --sample-size 40k

convstat plan --baseline 1% --sample-size 60 --power 50%

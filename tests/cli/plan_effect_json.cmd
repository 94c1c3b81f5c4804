convstat plan --baseline 3.2% --sample-size 100k --power 90% -f json

convstat plan --baseline 10% --lift 5% --sample-size 118382 --looks 5 -f json

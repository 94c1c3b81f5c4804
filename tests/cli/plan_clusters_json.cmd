convstat plan --baseline 10% --lift 20% --icc 2% --cluster-size 20 -f json

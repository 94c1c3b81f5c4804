convstat plan --baseline 10% --lift 20% --icc 0.02 --cluster-size 20 --cluster-cv 0.5

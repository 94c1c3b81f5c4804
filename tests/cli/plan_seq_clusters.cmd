convstat plan --baseline 10% --lift 5% --icc 0.05 --cluster-size 20 --looks 3 --method wald -q

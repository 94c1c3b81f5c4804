convstat plan --baseline 10% --lift 10% --looks 2 --arms 3 --allocation 2,1,1 --traffic 1000 -f csv

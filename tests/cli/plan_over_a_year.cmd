convstat plan --baseline 0.5% --lift 5% --traffic 1000 --arms 3

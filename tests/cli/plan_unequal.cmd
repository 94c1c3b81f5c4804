convstat plan --baseline 5% --lift 20% --allocation 90,10

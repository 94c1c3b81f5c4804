convstat plan --baseline 10% --equivalence 10% --traffic 2000

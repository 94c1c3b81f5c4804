convstat plan --baseline 10% --equivalence -2pp,1pp -f json

convstat plan --baseline 10% --margin -1pp --traffic 2000

convstat plan --baseline 3.2% --lift 10% --arms 3 --explain

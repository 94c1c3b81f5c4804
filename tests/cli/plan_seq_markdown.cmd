convstat plan --baseline 10% --lift 100% --looks 10 -f markdown

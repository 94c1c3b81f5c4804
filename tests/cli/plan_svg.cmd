convstat plan -f svg --baseline 5% --lift 10%

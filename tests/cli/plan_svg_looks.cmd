convstat plan -f svg --picture looks --baseline 5% --lift 5% --looks 5 --futility nonbinding

convstat plan --reach 100%,98%,20% --lift 10% --step 2

convstat plan --reach 100%,42%,18%,6% --lift 10% --step 4 --traffic 3000

convstat plan -f svg --table --baseline 1%,2%,5%,10% --lift 5%,10%,20%

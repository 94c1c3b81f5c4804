convstat test -f json --method wald control=10/10 green=0/10

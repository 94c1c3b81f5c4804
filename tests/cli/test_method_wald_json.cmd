convstat test -f json --method wald control=7/97 green=18/103

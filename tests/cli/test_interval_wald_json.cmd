convstat test -f json --interval wald control=7/97 green=18/103

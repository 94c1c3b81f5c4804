convstat test -f json --interval log-half control=7/97 green=18/103

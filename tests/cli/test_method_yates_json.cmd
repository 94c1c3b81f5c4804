convstat test -f json --method yates control=7/97 green=18/103

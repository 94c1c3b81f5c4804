convstat test -f json --method fisher control=7/97 green=18/103

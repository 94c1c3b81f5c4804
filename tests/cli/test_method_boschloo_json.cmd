convstat test -f json --method boschloo control=7/97 green=18/103

convstat test -f json --method boschloo-central control=7/97 green=18/103

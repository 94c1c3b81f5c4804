convstat test -f json --method g control=7/97 green=18/103

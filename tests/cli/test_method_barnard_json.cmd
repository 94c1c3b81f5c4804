convstat test -f json --method barnard control=7/97 green=18/103

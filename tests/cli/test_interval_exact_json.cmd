convstat test -f json --interval exact control=7/97 green=18/103

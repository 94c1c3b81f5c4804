convstat test -f json --interval woolf control=7/97 green=18/103

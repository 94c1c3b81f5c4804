convstat test -f json --interval newcombe control=7/97 green=18/103

convstat test -f json --interval katz control=7/97 green=18/103

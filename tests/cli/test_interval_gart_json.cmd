convstat test -f json --interval gart control=7/97 green=18/103

convstat test -f json --interval agresti-caffo control=7/97 green=18/103

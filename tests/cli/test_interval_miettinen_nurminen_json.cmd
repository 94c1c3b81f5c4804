convstat test -f json --interval miettinen-nurminen control=7/97 green=18/103

convstat test -f json --interval fieller control=1/40 green=3/40

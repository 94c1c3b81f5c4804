convstat test -f json --alternative greater control=500/5000 green=560/5000

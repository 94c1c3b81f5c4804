convstat test -f json --alternative less control=500/5000 green=560/5000

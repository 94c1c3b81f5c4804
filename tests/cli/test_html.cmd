convstat test -f html --mde 5% control=5000/50000 green=5105/50000

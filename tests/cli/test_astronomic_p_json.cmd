convstat test -f json control=100000/1000000 green=200000/1000000

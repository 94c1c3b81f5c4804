convstat test -f json control=0/1000 green=7/1000

convstat test -f json control=50/1000 green=0/0 red=60/1000

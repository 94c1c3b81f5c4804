convstat test -f svg control=0/0 green=0/0

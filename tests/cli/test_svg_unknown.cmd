convstat test -f svg --picture profit control=5000/50000 green=5105/50000

convstat test -f svg --pairs all control=5000/50000 green=5105/50000 blue=5300/50000

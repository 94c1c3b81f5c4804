convstat test control=0/1000 green=0/1000

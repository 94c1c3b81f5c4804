convstat test control=10/1000 green=30/1000

convstat test -f json --allocation control=90,green=10 control=9000/90000 green=1021/10000

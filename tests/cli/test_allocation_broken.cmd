convstat test --allocation control=90,green=10 control=5000/50000 green=5105/50000

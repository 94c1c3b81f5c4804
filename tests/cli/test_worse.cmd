convstat test control=600/5000 green=500/5000

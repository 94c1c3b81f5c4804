convstat bayes --planned 20k control=500/10000 green=540/10000

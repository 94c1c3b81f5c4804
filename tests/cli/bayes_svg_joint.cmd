convstat bayes -f svg --prior-lift-sd 10% control=500/5000 green=560/5000

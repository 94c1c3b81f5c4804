convstat bayes control=0/0 green=6/10

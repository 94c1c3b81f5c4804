convstat bayes -f json control=0/0 green=6/10

convstat bayes -f json control=400/10000 green=460/10000

convstat bayes -f svg control=5000/50000 green=5105/50000

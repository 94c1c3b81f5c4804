convstat bayes -f json --prior uniform control=0/40 green=1/38

convstat bayes -f json --planned 6M control=500/10000 green=540/10000

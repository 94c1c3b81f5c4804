convstat bayes -f json --planned 60k control=500/10000 green=540/10000

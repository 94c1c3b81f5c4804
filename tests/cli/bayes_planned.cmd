convstat bayes --planned 60k control=500/10000 green=540/10000 blue=560/10000

convstat bayes --prior-mean 3% a=1/10 b=2/10

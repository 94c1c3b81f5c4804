convstat bayes --prior-mean 3% --prior-visitors 2 a=1/10 b=2/10

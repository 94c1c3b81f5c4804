convstat bayes --prior-by test a=1/10 b=2/10

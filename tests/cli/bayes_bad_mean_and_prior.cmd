convstat bayes --prior 1,1 --prior-mean 3% --prior-visitors 100 a=1/10 b=2/10

convstat bayes --prior 0,1 a=1/10 b=2/10

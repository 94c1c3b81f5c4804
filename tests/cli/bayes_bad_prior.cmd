convstat bayes --prior haldane a=1/10 b=2/10

convstat bayes --prior from:- a=1/10 b=2/10

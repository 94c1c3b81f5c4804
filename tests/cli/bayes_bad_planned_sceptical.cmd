convstat bayes --planned 100 --prior-lift-sd 5% a=1/10 b=2/10

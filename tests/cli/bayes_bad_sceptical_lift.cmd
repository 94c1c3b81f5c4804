convstat bayes --prior-lift-sd 40% a=80/100 b=82/100

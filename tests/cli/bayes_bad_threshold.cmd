convstat bayes --loss-threshold -0.1pp a=1/10 b=2/10

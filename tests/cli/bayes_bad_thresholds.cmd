convstat bayes --loss-threshold 0.1pp,0.2pp a=1/10 b=2/10

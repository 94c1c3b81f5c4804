convstat bayes --alpha 1e-10 a=1/10 b=2/10

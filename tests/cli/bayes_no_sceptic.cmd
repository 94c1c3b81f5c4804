convstat bayes a=95/100 b=97/100

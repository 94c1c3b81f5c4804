convstat bayes -f json a=95/100 b=97/100

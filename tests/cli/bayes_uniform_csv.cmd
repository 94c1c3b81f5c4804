convstat bayes -f csv --prior uniform control=49/100 treatment=51/100

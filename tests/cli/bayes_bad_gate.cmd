convstat bayes --fail-on won a=1/10 b=2/10

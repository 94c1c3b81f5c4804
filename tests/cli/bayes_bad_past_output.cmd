convstat bayes --prior from:past.csv -o past.csv a=1/10 b=2/10

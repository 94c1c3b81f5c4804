convstat bayes --prior from:nowhere.csv a=1/10 b=2/10

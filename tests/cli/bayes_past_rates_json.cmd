convstat bayes -f json --prior from:../../datasets/five_arms.csv control=400/10000 green=455/10000

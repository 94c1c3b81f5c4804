convstat bayes -f json --prior from:../../datasets/past_tests.csv control=400/10000 green=455/10000

convstat bayes --prior from:../../datasets/past_tests.csv --value-per-conversion 40 --traffic 2000 --horizon 60d control=400/10000 green=455/10000

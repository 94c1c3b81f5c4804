convstat bayes --prior from:../../datasets/past_tests.csv --prior-by test a=1/10 b=2/10

convstat bayes -f json --prior-mean 3% --prior-visitors 500 control=12/400 green=19/380

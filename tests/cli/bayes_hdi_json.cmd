convstat bayes -f json --hdi --confidence 90% control=12/400 green=19/380

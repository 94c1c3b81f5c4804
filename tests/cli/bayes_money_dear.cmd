convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 60d --cost-of-change 90000000 control=500/5001 green=525/5001

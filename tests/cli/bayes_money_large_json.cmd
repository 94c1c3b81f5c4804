convstat bayes --value-per-conversion 2 --traffic 5M --horizon 90d --cost-of-change 10000 control=500/5001 green=525/5001 -f json

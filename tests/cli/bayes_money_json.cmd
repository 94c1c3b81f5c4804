convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 180d --cost-of-change 3000 --cost-of-delay 100 control=500/5001 green=525/5001 -f json

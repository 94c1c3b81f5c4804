convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 180d control=500/50010 green=425/50010 blue=430/50000

convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 5d control=500/5001 green=725/5001

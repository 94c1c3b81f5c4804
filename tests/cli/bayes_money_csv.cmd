convstat bayes --value-per-conversion 40 --traffic 2000 --horizon 180d control=500/5001 green=525/5001 blue=510/5003 -f csv

convstat bayes --loss-threshold 0.1pp --rope 1% --value-per-conversion 40 --traffic 5M --horizon 180d control=1000/10000 green=1080/10000

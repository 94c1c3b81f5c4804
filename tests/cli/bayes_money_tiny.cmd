convstat bayes --rope 1% --value-per-conversion 40 --traffic 4000 --horizon 180d a=0/10 b=0/10

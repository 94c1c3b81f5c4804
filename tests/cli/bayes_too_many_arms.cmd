convstat bayes $(seq -f 'v%g=50/1000' 51)

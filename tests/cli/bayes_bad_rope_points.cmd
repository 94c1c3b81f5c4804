convstat bayes --rope -0.1pp,0.1pp a=1/10 b=2/10

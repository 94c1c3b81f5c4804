printf 'user,variant,converted\na,A,1\n,B,0\n' | convstat count

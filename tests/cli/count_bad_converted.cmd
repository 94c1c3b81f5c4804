printf 'user,variant,converted\na,A,1\nb,B,0\nc,A,maybe\n' | convstat count

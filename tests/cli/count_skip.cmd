printf 'user,variant,converted\na,A,1\nb,B,0\nc,A,maybe\n,A,1\nd,,0\ne,B,1,x\nf,A,0\n' | convstat count --on-error skip -f text

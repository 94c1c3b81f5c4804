# Databases write t and f, people y and n.
printf 'user,variant,converted\n1,A,t\n2,A,F\n3,B,Y\n4,B,n\n' | convstat count
printf 'user,variant,converted\n1,A,t\n2,A,x\n' | convstat count

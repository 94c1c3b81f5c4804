printf 'experiment,user,variant,converted\nx,u1,A,1\ny,u1,B,0\nx,u2,B,0\ny,u2,A,1\n' | convstat count --experiment experiment
printf 'experiment,user,variant,converted\nx,u1,A,1\ny,u1,B,0\nx,u2,B,0\ny,u2,A,1\n' | convstat count --by experiment

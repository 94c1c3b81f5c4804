convstat bayes -f json --allocation a=50,b=50,c=0.001 a=50/1000 b=60/1000 c=0/0

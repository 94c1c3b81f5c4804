# A by column would stand twice in the CSV: its name is quoted as in all other messages.
printf 'user,group,variant,converted\n1,x,A,1\n2,y,B,0\n' | convstat count --by variant --variant group

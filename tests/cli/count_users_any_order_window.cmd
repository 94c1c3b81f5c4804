printf 'user,variant,s0,s1\nu1,a,2024-01-20,2024-01-01\nu2,a,,2024-01-01\nu3,b,2024-01-01,2024-01-02\n' | convstat count --steps s0,s1 --order any --window 1d -
printf 'time,user,variant,event\n2024-01-01,u1,a,s1\n2024-01-01,u2,a,s1\n2024-01-01,u3,b,s0\n2024-01-02,u3,b,s1\n2024-01-20,u1,a,s0\n' | convstat count --steps s0,s1 --order any --window 1d -

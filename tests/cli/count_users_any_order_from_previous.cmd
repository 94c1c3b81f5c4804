# in any order no step is before another: the window begins at the first of all, in a table as in a log
printf 'user,variant,s1,s2,s3\nu1,a,2024-01-01,,2024-01-08\nu2,b,2024-01-01,2024-01-02,\n' | convstat count --steps s1,s2,s3 --order any --window 2d --window-from previous -
printf 'time,user,variant,event\n2024-01-01,u1,a,s1\n2024-01-08,u1,a,s3\n2024-01-01,u2,b,s1\n2024-01-02,u2,b,s2\n' | convstat count --steps s1,s2,s3 --order any --window 2d --window-from previous -

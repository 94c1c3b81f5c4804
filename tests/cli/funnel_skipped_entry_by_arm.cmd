# p1's last row names no arm, and p2 is seen in both
printf 'time,user,event,variant\n2024-01-01,a1,s1,A\n2024-01-01,b1,s1,B\n2024-01-01,p1,s2,A\n2024-01-02,p1,x,\n2024-01-01,p2,s2,A\n2024-01-02,p2,s2,B\n2024-01-01,p3,s2,A\n' | convstat funnel -f json --steps s1,s2 - | grep -E '"variant"|"(step|skipped|entered)":'

printf 'time,user,event,variant\n2024-09-01T10:00:00Z,a,visit,A\nyesterday,b,visit,B\n' | convstat count --goal visit

printf 'user,variant,converted,date\nu1,a,1,2024-01-01\n,a,1,2024-01-01\nu4,b,1,2024-13-01\nu5,b,0,2024-01-02\n' | convstat count --by-day exposure --date date --on-error skip -f json

# Values of one user that add up to more than can be held exactly: the user is named.
cd "$TMPDIR"
printf 'user,variant,converted,revenue,test\nu0,a,1,1,e\nu1,a,1,8000000000000,e\nu2,b,0,1,e\nu1,a,1,8000000000000,e\n' >users.csv
convstat count --value revenue users.csv
convstat count --value revenue --experiment test users.csv
convstat count --value revenue --memory 1 users.csv

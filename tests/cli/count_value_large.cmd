# What count writes, count and every other command read: a sum used to be held to what one user may bring.
cd "$TMPDIR"
printf 'user,variant,converted,revenue\nu1,a,1,8000000000000\nu2,a,1,8000000000000\nu3,b,0,1\n' >users.csv
convstat count --value revenue users.csv | tee counts.csv
convstat count --value value counts.csv | diff counts.csv - && echo the same
printf 'variant,visitors,conversions,value\na,3,1,30000000000000\nb,3,1,-30000000000001\n' | convstat count --value value

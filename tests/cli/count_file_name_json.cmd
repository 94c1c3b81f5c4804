# A file may have a name that is no UTF-8; JSON may not. Its byte used to stand there as it was.
cd "$TMPDIR"
printf 'user,variant,converted\nu1,a,1\nu2,b,0\n' >$'b\xff.csv'
convstat count -f json b*

# What is to be typed in a shell is quoted where a name needs it.
convstat test 'Control Campaign=500/10000' 'Test Campaign=60/1100' | grep -A4 '^What to do'
convstat test control=500/10000 new=60/1100 | grep -A4 '^What to do'

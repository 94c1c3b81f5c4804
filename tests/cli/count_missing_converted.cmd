# What is missing is said in words: it used to be "the converted", or "the visitors" of a table of users.
printf 'user,variant,revenue\n1,A,0\n' | convstat count
printf 'user,converted\n1,0\n' | convstat count

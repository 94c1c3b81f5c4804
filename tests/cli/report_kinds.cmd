# A page of several results is of none of their commands, and each line of its contents says what it leads to. It once had
# the name of the first, and an empty line for counts. A byte order mark before a result is no part of it.
cd "$TMPDIR" || exit
convstat test -f json control=5000/50000 green=5605/50000 >button.json
convstat count -f json "$OLDPWD/../../datasets/daily.csv" >counts.json
printf '\357\273\277' | cat - button.json >marked.json
convstat report button.json counts.json | sed -n '/<h1/p;/<nav/,/<\/nav/p'
convstat report marked.json >marked.html
convstat report button.json | cmp - marked.html

# What is left out stands above, once, under a name of its own; checks that nobody made leave no gap and no title.
printf 'user,variant,converted,device\n,a,1,phone\nu1,b,1,phone\nu2,a,1,desktop\n' >"$TMPDIR/users.csv"
for format in text markdown; do
  convstat count --by device --on-error skip -f $format - <"$TMPDIR/users.csv"
  echo
done

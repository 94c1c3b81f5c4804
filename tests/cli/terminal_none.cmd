# Not a terminal: the same bytes, whatever the environment says.
want=$(convstat test control=5000/50000 green=5105/50000)
for setting in COLUMNS=200 LC_ALL=C LANG=C TERM=xterm NO_COLOR=1; do
  [ "$(env "$setting" convstat test control=5000/50000 green=5105/50000)" = "$want" ] && echo "$setting: same"
done

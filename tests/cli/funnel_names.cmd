# Names that have a comma, columns of a step by both its names, and users who are named without a variant.
cd "$TMPDIR"
try() {
  convstat funnel "$@"
  echo "exit $?" >&2
}
printf 'variant,n,"cart, filled",buy\nx,100,50,20\ny,100,55,30\n' >comma.csv
printf 'variant,step.x,x,y\na,1,1,1\n' >both.csv
printf 'user,view,buy\nu1,1,1\nu1,1,0\nu2,1,0\n' >users.csv
try --steps '"cart, filled",buy' comma.csv -f json | grep -E '"steps": |"step": "cart'
try --steps 'cart, filled,buy' comma.csv
try --steps '"cart, filled,buy' comma.csv
try --steps x,y both.csv
try --steps view,buy users.csv | sed -n 1,12p

# Some carts of B are not logged: what a program reads of it.
awk 'BEGIN { print "user,variant,view,cart,buy"
  for (i = 0; i < 400; i++) print i "," (i % 2 ? "B" : "A") ",1," (i % 2 ? i % 4 == 1 : 1) "," (i % 3 == 0) }' |
  convstat funnel --steps view,cart,buy -f json -

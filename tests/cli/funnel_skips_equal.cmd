# Of those who buy 5% lack their cart, in both arms: the lift is right, and used to be invalid, as more of the better arm buy.
cd "$TMPDIR"
make() {
  awk -v lost="$1" 'BEGIN { print "user,variant,view,cart,buy"
    for (i = 0; i < 40000; i++) { half = int(i / 2); b = i % 2; buy = half % 100 < (b ? 26 : 20); cart = half % 100 < 50
      if (buy && int(half / 100) % 20 < (b ? lost : 1)) cart = 0
      print "u" i "," (b ? "B" : "A") ",1," cart + 0 "," buy + 0 } }'
}
make 1 | convstat funnel --steps view,cart,buy - | sed -n '1,/^$/p;/^Caution/,/^Method/p'
# Of those of B 10%: the lift is too low.
make 2 | convstat funnel --steps view,cart,buy - | sed -n '1,/^$/p;/^What/,/^Method/p'

# A few users of both arms buy without a cart: said, as the caution; the verdict stands. One in a thousand or less: a note.
cd "$TMPDIR"
make() {
  awk -v every="$1" 'BEGIN { print "user,variant,view,cart,buy"
    for (i = 0; i < 8000; i++) { half = int(i / 2); cart = half % 10 < (i % 2 ? 5 : 4); buy = cart && half % 3 == 0
      if (half % every == 9) { cart = 0; buy = 1 }
      print "u" i "," (i % 2 ? "B" : "A") ",1," cart + 0 "," buy + 0 } }'
}
make 100 >some.csv
make 2000 >few.csv
convstat funnel --steps view,cart,buy some.csv | sed -n -e '1,/^$/p' -e '/^Checks/,/^$/p' -e '/^Caution/,/^Method/p'
convstat funnel --steps view,cart,buy few.csv | sed -n -e '1,/^$/p' -e '/^Checks/,/^$/p' -e '/^Caution/,/^Method/p'
convstat count --steps view,cart,buy few.csv

# Colour is for terminals, unless NO_COLOR is set or --color says otherwise.
colored() {
  if grep -q "$(printf '\033')"; then echo colour; else echo plain; fi
}
words='control=5000/50000 green=5505/50000'
TERM=xterm script -qec "convstat test $words" /dev/null </dev/null | colored
NO_COLOR=1 TERM=xterm script -qec "convstat test $words" /dev/null </dev/null | colored
TERM=xterm script -qec "convstat test --color never $words" /dev/null </dev/null | colored
TERM=xterm convstat test $words | colored
TERM=xterm convstat test --color always $words | colored

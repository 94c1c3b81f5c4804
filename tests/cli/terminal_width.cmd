# A terminal that tells no width has that of COLUMNS; without UTF-8 its pictures are plain ASCII.
words='control=5000/50000 green=5105/50000'
COLUMNS=60 script -qec "convstat test -q $words" /dev/null </dev/null | tr -d '\r'
COLUMNS=100 LC_ALL=C script -qec "convstat test $words" /dev/null </dev/null | tr -d '\r'
COLUMNS=100 LC_ALL=C.UTF-8 script -qec "convstat test --ascii $words" /dev/null </dev/null |
  tr -d '\r' | cmp - <(COLUMNS=100 LC_ALL=C script -qec "convstat test $words" /dev/null </dev/null | tr -d '\r')

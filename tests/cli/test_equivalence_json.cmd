convstat test -f json --equivalence -6%,6% control=5000/50000 green=5105/50000

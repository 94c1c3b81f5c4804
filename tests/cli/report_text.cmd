convstat test -f json --mde 5% control=5000/50000 green=5105/50000 | convstat report -f text

convstat test --plot nowhere/lift.svg control=5000/50000 green=5105/50000

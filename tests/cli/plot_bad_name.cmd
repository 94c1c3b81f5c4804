convstat test --plot lift.pdf control=5000/50000 green=5105/50000

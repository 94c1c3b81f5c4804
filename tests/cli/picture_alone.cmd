convstat test --picture rates control=5000/50000 green=5105/50000

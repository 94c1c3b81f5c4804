convstat test --margin -2% control=5000/50000 green=5105/50000

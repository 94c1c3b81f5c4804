convstat test -f json --margin -0.5pp --margin-scale difference control=5000/50000 green=5105/50000

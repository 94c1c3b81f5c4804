convstat test --plot out.svg -o out.svg control=5000/50000 green=5105/50000

convstat bayes -f svg --picture lifts control=500/5000 green=510/5000 blue=480/5000

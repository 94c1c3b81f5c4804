convstat bayes control=560/5000 red=480/5000 blue=470/5000

convstat help bayes

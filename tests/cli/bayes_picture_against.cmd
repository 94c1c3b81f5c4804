# Of several treatments the picture has the loss against the control, sentences that against the best of all; both were
# once called what shipping costs, with two figures.
convstat bayes -f svg --picture lift A=600/10000 B=560/10000 C=640/10000 | grep -o 'shipping may cost[^<]*'
convstat bayes -f svg --picture lift A=600/10000 C=640/10000 | grep -o 'shipping may cost[^<]*'

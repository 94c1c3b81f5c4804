tail -n 2 ../../datasets/ideas.csv | cat <(head -n 1 ../../datasets/ideas.csv) - | convstat rank

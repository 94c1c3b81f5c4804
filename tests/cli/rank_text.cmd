convstat rank ../../datasets/ideas.csv

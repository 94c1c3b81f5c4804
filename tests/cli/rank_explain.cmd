convstat rank --explain ../../datasets/ideas.csv

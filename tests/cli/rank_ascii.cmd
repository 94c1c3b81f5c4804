convstat rank --ascii ../../datasets/ideas.csv

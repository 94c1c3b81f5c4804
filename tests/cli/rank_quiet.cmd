convstat rank -q ../../datasets/ideas.csv

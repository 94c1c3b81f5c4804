convstat rank -f markdown ../../datasets/ideas.csv

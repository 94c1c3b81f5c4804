convstat rank -f csv ../../datasets/ideas.csv

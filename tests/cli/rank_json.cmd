convstat rank -f json ../../datasets/ideas.csv

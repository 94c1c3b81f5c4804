convstat rank --whole-weeks no --traffic-share 50% ../../datasets/ideas.csv

convstat rank -f json data/rank_small.csv

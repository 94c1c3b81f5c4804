convstat rank data/rank_small.csv

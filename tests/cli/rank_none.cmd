convstat rank data/rank_none.csv

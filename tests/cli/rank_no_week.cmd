convstat rank --horizon 5d --value-per-conversion 40 data/rank_short.csv

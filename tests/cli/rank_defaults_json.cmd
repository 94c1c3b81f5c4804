convstat rank --value-per-conversion 40 --horizon 26w --cost-of-change 300 --cost-of-delay 5 -f json data/rank_short.csv

convstat rank --decimal comma -f json data/rank_semicolon.csv

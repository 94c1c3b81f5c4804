convstat rank --on-error skip -f json data/rank_bad_rows.csv

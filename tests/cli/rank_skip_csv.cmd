convstat rank --on-error skip -f csv data/rank_bad_rows.csv

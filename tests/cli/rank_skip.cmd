convstat rank --on-error skip data/rank_bad_rows.csv

convstat count --by-day exposure ../../datasets/daily.csv | head -5

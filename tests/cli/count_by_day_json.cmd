convstat count -f json --by-day exposure --where date=2024-09-02,2024-09-03 ../../datasets/users.csv

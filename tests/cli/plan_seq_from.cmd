convstat plan --from ../../datasets/daily.csv --lift 10% --looks 3 --spending pocock

convstat plan --from ../../datasets/daily.csv --lift 10% -f json

convstat plan --from ../../datasets/segments.csv --by device --lift 10% --traffic 900 -f json

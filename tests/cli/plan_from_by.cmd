convstat plan --from ../../datasets/segments.csv --by device --lift 10%

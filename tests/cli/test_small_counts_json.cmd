convstat test -f json ../../datasets/small_counts.csv

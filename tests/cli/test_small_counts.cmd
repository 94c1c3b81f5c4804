convstat test ../../datasets/small_counts.csv

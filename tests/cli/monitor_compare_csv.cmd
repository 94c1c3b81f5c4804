convstat monitor --compare -f csv ../../datasets/daily.csv

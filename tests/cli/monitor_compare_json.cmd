convstat monitor --compare -f json ../../datasets/daily.csv

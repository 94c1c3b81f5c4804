convstat monitor --sequence msprt -f json ../../datasets/daily.csv

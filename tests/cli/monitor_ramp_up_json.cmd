convstat monitor -f json --allocation control=90,chat=10 --allocation-change 2025-09-08=control=50,chat=50 ../../datasets/ramp_up.csv

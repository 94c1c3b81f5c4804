convstat monitor --goal signup -f json ../../datasets/events.csv

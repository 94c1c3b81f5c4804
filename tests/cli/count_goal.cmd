convstat count --goal signup ../../datasets/events.csv

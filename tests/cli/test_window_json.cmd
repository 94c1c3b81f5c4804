convstat test --goal signup --window 1h --format json ../../datasets/events.csv

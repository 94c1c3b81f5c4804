convstat test ../../datasets/events.csv

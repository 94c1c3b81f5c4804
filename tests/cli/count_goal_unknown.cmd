convstat count --goal sign-up ../../datasets/events.csv

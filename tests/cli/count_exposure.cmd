convstat count --goal signup --exposure-event visit ../../datasets/events.csv

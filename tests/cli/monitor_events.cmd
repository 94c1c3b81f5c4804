convstat monitor --goal signup --exposure-event visit ../../datasets/events.csv

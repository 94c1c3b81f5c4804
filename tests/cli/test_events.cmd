convstat test --goal demo --exposure-event visit ../../datasets/events.csv

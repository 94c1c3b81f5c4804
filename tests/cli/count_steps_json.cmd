convstat count -f json --steps visit,signup,demo,payment ../../datasets/events.csv

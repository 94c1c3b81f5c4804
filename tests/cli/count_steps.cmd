convstat count --steps visit,signup,demo,payment ../../datasets/events.csv

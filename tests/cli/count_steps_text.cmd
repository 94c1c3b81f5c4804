convstat count -f text --steps visit,signup,demo,payment --window 12h ../../datasets/events.csv

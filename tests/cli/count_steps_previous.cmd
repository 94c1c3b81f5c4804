convstat count --steps visit,signup,demo --window 12h --window-from previous ../../datasets/events.csv

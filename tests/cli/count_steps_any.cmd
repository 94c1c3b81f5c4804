convstat count --steps signup,visit --order any ../../datasets/events.csv

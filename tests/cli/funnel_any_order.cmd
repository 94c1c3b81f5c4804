convstat funnel --steps signup,visit,payment --order any ../../datasets/events.csv

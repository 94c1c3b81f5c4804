convstat funnel -f json --steps signup,visit,payment --order any ../../datasets/events.csv

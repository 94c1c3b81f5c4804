convstat funnel -f json --steps visit,signup,demo,payment --window 7d --censor ../../datasets/events.csv

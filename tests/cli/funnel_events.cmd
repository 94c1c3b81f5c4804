convstat funnel --steps visit,signup,demo,payment --window 7d ../../datasets/events.csv

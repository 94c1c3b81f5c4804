convstat funnel -f json --steps visit,signup,demo,payment --window 2d --window-from previous ../../datasets/events.csv

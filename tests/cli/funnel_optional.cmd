convstat funnel --steps visit,signup,demo,payment --optional demo --times no ../../datasets/events.csv

convstat test data/bad_events_shape.csv

convstat test data/bad_control_characters.csv

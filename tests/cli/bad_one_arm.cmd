convstat test data/bad_one_arm.csv

convstat test data/bad_user_and_visitors.csv

convstat test data/bad_users_shape.csv

convstat test --shape counts data/bad_users_shape.csv

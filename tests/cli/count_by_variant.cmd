convstat count --by variant ../../datasets/users.csv

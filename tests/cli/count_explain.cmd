# The method behind the check of the split. It used to add nothing.
convstat count --explain -f text ../../datasets/users.csv

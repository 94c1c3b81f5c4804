convstat count --exposure-event visit ../../datasets/users.csv

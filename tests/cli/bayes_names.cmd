convstat bayes ../../datasets/names_hebrew_cyrillic.csv

convstat test ../../datasets/names_hebrew_cyrillic.csv

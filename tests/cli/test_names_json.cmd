convstat test -f json ../../datasets/names_hebrew_cyrillic.csv

convstat test -f markdown --explain ../../datasets/landing_page.csv

convstat test -f csv ../../datasets/landing_page.csv

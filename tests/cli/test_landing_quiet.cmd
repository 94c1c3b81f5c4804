convstat test -q ../../datasets/landing_page.csv

convstat test -f json ../../datasets/landing_page.csv

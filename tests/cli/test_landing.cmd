convstat test ../../datasets/landing_page.csv

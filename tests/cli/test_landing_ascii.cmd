convstat test --ascii ../../datasets/landing_page.csv

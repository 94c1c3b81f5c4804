convstat test --explain ../../datasets/landing_page.csv

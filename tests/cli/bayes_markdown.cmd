convstat bayes -f markdown ../../datasets/landing_page.csv

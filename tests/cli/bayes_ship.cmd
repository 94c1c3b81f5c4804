convstat bayes ../../datasets/landing_page.csv

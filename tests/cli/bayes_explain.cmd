convstat bayes --explain --ascii --prior-lift-sd 10% ../../datasets/landing_page.csv

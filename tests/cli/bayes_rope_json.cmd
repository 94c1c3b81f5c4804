convstat bayes -f json --rope -1%,2% ../../datasets/landing_page.csv

convstat bayes --rope 2% ../../datasets/landing_page.csv
convstat bayes -q --rope -1%,20% ../../datasets/landing_page.csv

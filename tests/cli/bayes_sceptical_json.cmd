convstat bayes -f json --prior-lift-sd 5% --rope 1% --loss-threshold 0.1pp ../../datasets/landing_page.csv

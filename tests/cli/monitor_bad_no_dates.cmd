convstat monitor ../../datasets/landing_page.csv

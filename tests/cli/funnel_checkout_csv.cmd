convstat funnel -f csv ../../datasets/checkout.csv

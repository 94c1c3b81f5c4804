convstat funnel ../../datasets/checkout.csv

convstat funnel -f svg ../../datasets/checkout.csv

convstat funnel -f svg --picture contributions ../../datasets/checkout.csv

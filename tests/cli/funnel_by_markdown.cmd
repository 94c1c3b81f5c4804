convstat funnel -f markdown --by device ../../datasets/checkout.csv

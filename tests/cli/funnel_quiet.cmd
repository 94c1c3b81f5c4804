convstat funnel -q --by device ../../datasets/checkout.csv

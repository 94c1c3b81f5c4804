convstat funnel --ascii --explain --steps cart,purchase ../../datasets/checkout.csv

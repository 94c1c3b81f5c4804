convstat funnel -f json --benchmark cart=40% --what-if checkout=+5% --cost product=0.35,cart=0.1 --value-per-conversion 40 --mde 5% ../../datasets/checkout.csv

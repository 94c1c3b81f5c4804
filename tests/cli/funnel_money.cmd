# Costs by step, changes carried to the end (one that cannot be), a benchmark, a value.
convstat funnel --steps product,cart,purchase --cost product=0.35,cart=0.1 --value-per-conversion 40 --benchmark cart=40% \
  --what-if purchase=+10%,cart=300% ../../datasets/checkout.csv

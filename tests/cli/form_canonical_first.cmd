bash show_input.sh data/form_canonical_first.csv

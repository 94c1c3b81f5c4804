bash show_input.sh data/form_cr.csv

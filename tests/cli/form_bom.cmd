bash show_input.sh data/form_bom.csv

bash show_input.sh data/form_names.csv

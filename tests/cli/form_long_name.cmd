bash show_input.sh data/form_long_name.csv

bash show_input.sh data/form_numbers_semicolon.csv

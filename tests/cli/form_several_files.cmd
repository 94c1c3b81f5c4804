bash show_input.sh data/plain.csv data/form_semicolon.csv

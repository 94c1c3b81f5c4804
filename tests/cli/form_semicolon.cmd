bash show_input.sh data/form_semicolon.csv

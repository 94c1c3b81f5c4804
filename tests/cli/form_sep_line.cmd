bash show_input.sh data/form_sep_line.csv

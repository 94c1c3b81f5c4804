bash show_input.sh data/form_blank_lines.csv

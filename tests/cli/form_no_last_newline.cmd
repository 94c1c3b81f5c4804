bash show_input.sh data/form_no_last_newline.csv

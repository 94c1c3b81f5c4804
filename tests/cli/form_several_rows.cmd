bash show_input.sh data/form_several_rows.csv

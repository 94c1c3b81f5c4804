bash show_input.sh data/form_trailing_columns.csv

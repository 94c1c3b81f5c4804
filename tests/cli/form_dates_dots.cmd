bash show_input.sh data/form_dates_dots.csv

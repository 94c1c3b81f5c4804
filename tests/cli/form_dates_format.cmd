bash show_input.sh --date-format MM/DD/YYYY data/form_dates_format.csv

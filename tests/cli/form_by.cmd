bash show_input.sh --by country,Device data/form_by.csv

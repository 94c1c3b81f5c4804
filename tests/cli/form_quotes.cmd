bash show_input.sh data/form_quotes.csv

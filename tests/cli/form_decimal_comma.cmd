bash show_input.sh --decimal comma data/form_decimal_comma.csv

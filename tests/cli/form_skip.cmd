bash show_input.sh --on-error skip data/form_skip.csv

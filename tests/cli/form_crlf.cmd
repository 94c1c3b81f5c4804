bash show_input.sh data/form_crlf.csv

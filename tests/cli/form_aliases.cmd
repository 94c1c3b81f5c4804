bash show_input.sh data/form_aliases.csv

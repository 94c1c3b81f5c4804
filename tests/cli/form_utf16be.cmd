bash show_input.sh data/form_utf16be.csv

bash show_input.sh data/form_tab.csv

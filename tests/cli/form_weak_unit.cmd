bash show_input.sh data/form_weak_unit.csv

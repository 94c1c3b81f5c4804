bash show_input.sh --encoding windows-1251 data/form_windows_1251.csv

bash show_input.sh data/form_pipe.csv

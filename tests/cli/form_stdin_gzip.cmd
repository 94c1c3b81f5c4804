bash show_input.sh <data/form_gzip.csv.gz

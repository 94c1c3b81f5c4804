bash show_input.sh data/form_zstd.csv.zst

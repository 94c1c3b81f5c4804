# two members, and a name that says nothing
bash show_input.sh data/form_gzip_by_content.csv

bash show_input.sh --by group data/form_by_claims_alias.csv

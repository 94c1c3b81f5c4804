bash show_input.sh --conversions x data/form_by_hand.csv

convstat test data/bad_utf16_half.csv

convstat count -f svg nowhere.csv

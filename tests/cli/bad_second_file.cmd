# the first error in the order of the files; nothing of the first file is printed
convstat test data/plain.csv data/bad_negative.csv data/bad_fraction.csv

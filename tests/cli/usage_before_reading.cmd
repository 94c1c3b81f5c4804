# Usage is found before anything is read: the file is not even there.
convstat test --method scroe missing.csv

convstat methods -f markdown | sed -n 1,6p
convstat methods -f markdown | grep -c "^## "

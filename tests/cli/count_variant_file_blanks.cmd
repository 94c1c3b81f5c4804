# Blanks around the name of a file are no part of the variant, as those around a field are none.
cd "$TMPDIR"
printf 'click\n1\n0\n' >' sp .csv'
printf 'click\n1\n0\n' >'  .csv'
convstat count --user none --converted click --variant @file ' sp .csv'
convstat count --user none --converted click --variant @file '  .csv'

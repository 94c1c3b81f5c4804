convstat help test
convstat test --help | cmp - <(convstat help test)
convstat test --margin -2% -h results.csv | cmp - <(convstat help test)

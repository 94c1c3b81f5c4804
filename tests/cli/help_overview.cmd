# The program alone, its help command and its help option say the same.
convstat
convstat help | cmp - <(convstat)
convstat --help | cmp - <(convstat)
convstat -h | cmp - <(convstat)

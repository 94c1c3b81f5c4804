convstat help plan
convstat plan --help | cmp - <(convstat help plan)

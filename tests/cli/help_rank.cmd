convstat help rank
convstat rank --help | cmp - <(convstat help rank)

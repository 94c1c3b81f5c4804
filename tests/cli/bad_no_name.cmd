convstat count ""
convstat rank ""
convstat report ""

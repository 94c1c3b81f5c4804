convstat man

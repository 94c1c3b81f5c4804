convstat help count

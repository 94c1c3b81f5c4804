convstat methods

convstat methods -f json

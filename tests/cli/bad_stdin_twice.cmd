convstat test - -

convstat test data

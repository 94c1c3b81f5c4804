convstat test -f json --method fisher-midp control=7/97 green=18/103

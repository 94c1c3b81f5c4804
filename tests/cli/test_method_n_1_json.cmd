convstat test -f json --method n-1 control=7/97 green=18/103

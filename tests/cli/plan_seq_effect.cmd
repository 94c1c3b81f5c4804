convstat plan --baseline 10% --sample-size 118382 --looks 5 --spending kim-demets:2 --alternative greater -q

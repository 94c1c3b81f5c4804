# "No effect" was said where only lifts had been looked for.
convstat plan --baseline 99.9% --sample-size 1000
convstat plan --baseline 99.9% --sample-size 1000 --alternative less -q

# Notes under a table did not say which row they were about.
convstat plan --table --baseline 1%,60%,70% --lift 10%,80% --sample-size 60
convstat plan --table --baseline 0.1%,0.2% --lift 10% --sample-size 60 -q

# Used to run for up to forty minutes in silence.
convstat plan --table --method fisher --baseline 1%,2%,3%,4%,5%,6%,7% --lift 5%,6%,7%,8%,9%,10%
